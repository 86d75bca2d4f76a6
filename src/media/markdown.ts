/** Writes sentences as GitHub's Markdown, safe for any names and patterns. */
import { grouped } from '../diagnostic/count.ts'
import {
  asName,
  type LineOfFile,
  type List,
  listOf,
  type PlaceSpan,
  type WordSpan,
  type Words,
} from '../words/span.ts'
import { boldName, code, codeInFull, link, plainName, prose } from './markdown-text.ts'

export interface MarkdownOptions {
  /** Longer lists are cut and counted. */
  readonly limit?: number
  /** True to never cut foreign texts. */
  readonly isWhole?: boolean
  /** True to write names in bold, as in an alert; else they are plain words, as in a table. */
  readonly isLoud?: boolean
  /** Returns the address of a line; absent: the place is written behind the name. */
  readonly linkTo?: (place: LineOfFile) => string
}

export function markdown(words: Words, options: MarkdownOptions = {}): string {
  return words.map((span) => spanMarkdown(span, options)).join('')
}

function spanMarkdown(span: WordSpan, options: MarkdownOptions): string {
  switch (span.kind) {
    case 'text':
      return span.text
    case 'strong':
      return `**${span.text}**`
    case 'name':
      return options.isLoud === true ? boldName(span.text) : plainName(span.text)
    case 'code':
      return options.isWhole === true ? codeInFull(span.text) : code(span.text)
    case 'value':
      return prose(span.text)
    case 'list':
      return listMarkdown(span, options)
    case 'place':
      return placeMarkdown(span, options)
  }
}

/** Lists names up to the limit, and counts the others. */
export function namesMarkdown(names: readonly string[], limit: number): string {
  return markdown([listOf(names, asName)], { limit })
}

/** Lists at most `limit` items and counts the others; `limit` + 1 items are all listed, in place of 'and 1 more'. */
function listMarkdown({ items, joint, isWhole }: List, options: MarkdownOptions): string {
  const limit = isWhole ? Number.POSITIVE_INFINITY : (options.limit ?? Number.POSITIVE_INFINITY)
  const shown = items
    .slice(0, items.length === limit + 1 ? limit + 1 : limit)
    .map((item) => markdown(item, options))
  const rest = items.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${grouped(rest)} more`
  if (shown.length < 2 || joint === null) return shown.join(', ')
  return `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)}`
}

function placeMarkdown({ text, place }: PlaceSpan, { linkTo }: MarkdownOptions): string {
  if (place === null) return code(text)
  if (place === 'deleted') return `${code(text)} deleted`
  return linkTo === undefined
    ? `${code(text)} ${code(`${place.file}:${place.line ?? 1}`)}`
    : link(code(text), linkTo(place))
}
