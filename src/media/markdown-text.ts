/**
 * Text of others (names, URLs, messages) made safe for GitHub's Markdown.
 *
 * Escaping punctuation is not enough there: mentions, references and bare
 * addresses are found after the Markdown was read, in whatever text is left.
 * They are not looked for inside <code>, so that is where foreign text goes;
 * only names that can be nothing else stand without it.
 */
import { printable } from '../words/printable.ts'

/** No mention, reference, address, file name or commit can be spelled with these. */
const PLAIN_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const LOOKS_LIKE_COMMIT = /(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])/
const LOOKS_LIKE_REFERENCE = /gh-\d/i
/** Characters that end a code span, split a table cell, or are lost at its edges. */
const NEEDS_ELEMENT = /[`|\\]|^\s|\s$|^$/

/** Characters of one foreign text. */
const LONGEST = 400

/** Foreign text as code: safe inside lines, table cells, headings and summaries. */
export function code(text: string): string {
  return codeInFull(shortened(printable(text)))
}

/** The same at its whole length, for places that have to show all of it. */
export function codeInFull(text: string): string {
  const line = printable(text)
  return NEEDS_ELEMENT.test(line) ? `<code>${asEntities(line)}</code>` : `\`${line}\``
}

/** Tells whether a text is shown in full as code. */
export function isShownWhole(text: string): boolean {
  return shortened(printable(text)) === printable(text)
}

/** The same as an element, for places where Markdown is not read (<summary>, <sub>). */
export function codeElement(text: string): string {
  return `<code>${asEntities(shortened(printable(text)))}</code>`
}

/** A name in bold where it can be nothing but a word, as code elsewhere. */
export function boldName(name: string): string {
  return isPlainName(name) ? `**${name}**` : code(name)
}

/** A name as it is where it can be nothing but a word, as code elsewhere. */
export function plainName(name: string): string {
  return isPlainName(name) ? name : code(name)
}

/** Foreign prose (a message): plain words stay, everything that Markdown, HTML or GitHub might act on becomes code. */
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

/** A bracket of the sentence is no part of the address beside it: `(GET https://x/*)`. */
function withoutBrackets(word: string): { open: string; inner: string; close: string } {
  const opens = word.split('(').length
  const closes = word.split(')').length
  const isWrapped = /^\(.+\)$/s.test(word) && opens === closes
  const open = isWrapped || (opens > closes && /^\(./s.test(word)) ? '(' : ''
  const close = isWrapped || (closes > opens && /.\)$/s.test(word)) ? ')' : ''
  return { open, inner: word.slice(open.length, word.length - close.length), close }
}

/** A fenced block that its content cannot end. */
export function fenced(language: string, lines: readonly string[]): string {
  const content = lines.map((line) => shortened(printable(line)))
  const longest = Math.max(
    0,
    ...content.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  )
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${language}\n${content.join('\n')}\n${fence}`
}

/** A link whose address cannot end early. @param label Markdown that is safe already. */
export function link(label: string, address: string): string {
  return `[${label}](${encodedAddress(address)})`
}

/** A link as an element, for where Markdown is not read; none where there is no address. */
export function linkElement(label: string, address: string | null): readonly string[] {
  if (address === null) return []
  return [`<a href="${encodedAddress(address).replaceAll('&', '&amp;')}">${label}</a>`]
}

function encodedAddress(address: string): string {
  return address.replace(/[^\w\-.~:/?#@!$&+,;=%]/g, percent)
}

/** Nothing of others is so long that the rest does not fit; both ends stay, a host and a last star decide. */
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
