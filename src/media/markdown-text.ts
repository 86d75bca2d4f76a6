/**
 * Makes foreign text (names, URLs, messages) safe for GitHub's Markdown.
 *
 * Escaping punctuation is not enough: GitHub looks for mentions, references and bare
 * addresses after it has read the Markdown, but not inside <code>. So foreign text
 * goes into <code>, except names that cannot be anything else.
 */
import { printable } from '../words/printable.ts'

/** Names that cannot be a mention, reference, address or file name. */
const PLAIN_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const LOOKS_LIKE_COMMIT = /(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])/
const LOOKS_LIKE_REFERENCE = /gh-\d/i
/** Characters that end a code span, split a table cell, or are lost at its edges. */
const NEEDS_ELEMENT = /[`|\\]|^\s|\s$|^$/

/** The most characters of one foreign text. */
const LONGEST = 400

/** Writes foreign text as code: safe inside lines, table cells, headings and summaries. */
export function code(text: string): string {
  return codeInFull(shortened(printable(text)))
}

/** As `code`, without cutting, for places that have to show all of it. */
export function codeInFull(text: string): string {
  const line = printable(text)
  return NEEDS_ELEMENT.test(line) ? `<code>${asEntities(line)}</code>` : `\`${line}\``
}

/** Tells whether a text is shown in full as code. */
export function isShownWhole(text: string): boolean {
  return shortened(printable(text)) === printable(text)
}

/** As `code`, as an HTML element, for places where Markdown is not read (<summary>, <sub>). */
export function codeElement(text: string): string {
  return `<code>${asEntities(shortened(printable(text)))}</code>`
}

/** Writes a name in bold if it is a plain name, else as code. */
export function boldName(name: string): string {
  return isPlainName(name) ? `**${name}**` : code(name)
}

/** Writes a name unchanged if it is a plain name, else as code. */
export function plainName(name: string): string {
  return isPlainName(name) ? name : code(name)
}

/** Writes foreign prose (a message): plain words stay, everything that Markdown, HTML or GitHub might interpret becomes code. */
export function prose(text: string): string {
  return shortened(printable(text)).split(' ').map(proseWord).join(' ')
}

const PROSE_WORD = /^\(?[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*\)?$|^[→–—…·]$|^e\.g$|^$/u

function proseWord(word: string): string {
  const [, core = '', stop = ''] = /^(.*?)([.,;:!?]*)$/u.exec(word) ?? []
  const isPlain = PROSE_WORD.test(core) && !LOOKS_LIKE_COMMIT.test(core) && !LOOKS_LIKE_REFERENCE.test(core)
  if (isPlain) return word
  const { open, inner, close } = withoutBrackets(core)
  return `${open}${code(inner)}${close}${stop}`
}

/** Splits off brackets of the sentence, which are no part of the address beside them: `(GET https://x/*)`. */
function withoutBrackets(word: string): { open: string; inner: string; close: string } {
  const opens = word.split('(').length
  const closes = word.split(')').length
  const isWrapped = /^\(.+\)$/s.test(word) && opens === closes
  const open = isWrapped || (opens > closes && /^\(./s.test(word)) ? '(' : ''
  const close = isWrapped || (closes > opens && /.\)$/s.test(word)) ? ')' : ''
  return { open, inner: word.slice(open.length, word.length - close.length), close }
}

/** Writes a fenced block that its content cannot end. */
export function fenced(language: string, lines: readonly string[]): string {
  const content = lines.map((line) => shortened(printable(line)))
  const longest = Math.max(
    0,
    ...content.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  )
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${language}\n${content.join('\n')}\n${fence}`
}

/** Writes a link whose address cannot end early. @param label safe Markdown. */
export function link(label: string, address: string): string {
  return `[${label}](${encodedAddress(address)})`
}

/** Writes a link as an HTML element, for places where Markdown is not read; [] without an address. */
export function linkElement(label: string, address: string | null): readonly string[] {
  if (address === null) return []
  return [`<a href="${encodedAddress(address).replaceAll('&', '&amp;')}">${label}</a>`]
}

function encodedAddress(address: string): string {
  return address.replace(/[^\w\-.~:/?#@!$&+,;=%]/g, percent)
}

/** Cuts a long foreign text in the middle, so that the rest fits. Both ends stay: the host and a final `*` carry the meaning. */
function shortened(text: string): string {
  const points = text.length <= LONGEST ? [] : [...text]
  if (points.length <= LONGEST) return text
  return `${points.slice(0, LONGEST - 80).join('')}…${points.slice(-79).join('')}`
}

function isPlainName(name: string): boolean {
  return (
    name.length <= 80 &&
    PLAIN_NAME.test(name) &&
    !LOOKS_LIKE_COMMIT.test(name) &&
    !LOOKS_LIKE_REFERENCE.test(name)
  )
}

function asEntities(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,;()-]/gu, (character) => `&#${character.codePointAt(0)};`)
}

function percent(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}
