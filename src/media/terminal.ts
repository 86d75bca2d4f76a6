/** Writes sentences for a terminal, safe for any names and patterns. */
import pc from 'picocolors'
import { grouped } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'
import { asName, type List, listOf, type PlaceSpan, type WordSpan, type Words } from '../words/span.ts'

export interface TerminalOptions {
  readonly color?: boolean
  /** Longer lists are cut and counted. */
  readonly limit?: number
}

export function terminal(words: Words, options: TerminalOptions = {}): string {
  return words.map((span) => spanText(span, options)).join('')
}

function spanText(span: WordSpan, options: TerminalOptions): string {
  switch (span.kind) {
    case 'strong':
      return pc.createColors(options.color === true).bold(printable(span.text))
    case 'list':
      return listText(span, options)
    case 'place':
      return printable([span.text, ...placeTexts(span.place)].join('   '))
    case 'text':
    case 'name':
    case 'code':
    case 'value':
      return printable(span.text)
  }
}

function placeTexts(place: PlaceSpan['place']): readonly string[] {
  if (place === null) return []
  return [place === 'deleted' ? place : `${place.file}:${place.line ?? 1}`]
}

function listText({ items, isWhole }: List, options: TerminalOptions): string {
  const limit = isWhole ? Number.POSITIVE_INFINITY : (options.limit ?? Number.POSITIVE_INFINITY)
  const shown = items.length <= limit ? items : items.slice(0, limit - 1)
  const rest = items.length - shown.length
  const text = shown.map((item) => terminal(item, options)).join(', ')
  return rest === 0 ? text : `${text} and ${grouped(rest)} more (--verbose)`
}

/** Lists names up to the limit, and counts the others. */
export function namesText(names: readonly string[], limit: number): string {
  return terminal([listOf(names, asName)], { limit })
}
