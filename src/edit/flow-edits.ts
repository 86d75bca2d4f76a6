/**
 * Edits flow collections, JSON included: it deletes and adds parts with their
 * commas. A part on lines of its own is deleted with its lines, and a new part
 * behind it gets a line of its own; a collection on one line stays on one line.
 */
import type { Span } from '../parse/node.ts'
import type { Addition, Parts } from './block-edits.ts'
import { indentOf, lineEnd, lineStart, nextLine, startsLine } from './lines.ts'
import type { TextEdit } from './text-edit.ts'

/**
 * @param close offset of the closing bracket.
 * @param isFollowed tells whether a new part follows the part of that index.
 */
export function flowRemovals(
  parts: Parts,
  close: number,
  isFollowed: (index: number) => boolean,
): readonly TextEdit[] {
  return runsOf(parts).flatMap((run) => {
    const [previous] = run
    return removeRun(parts, run, { close, isFollowed: isFollowed(previous - 1) })
  })
}

/** First and last index of neighbouring parts that are deleted. */
type Run = readonly [first: number, last: number]

function runsOf({ spans, isGone }: Parts): readonly Run[] {
  const runs: [number, number][] = []
  spans.forEach((_, index) => {
    if (!isGone(index)) return
    const run = runs.at(-1)
    if (run?.[1] === index - 1) run[1] = index
    else runs.push([index, index])
  })
  return runs
}

function removeRun(
  { text, spans }: Parts,
  [first, last]: Run,
  { close, isFollowed }: { close: number; isFollowed: boolean },
): readonly TextEdit[] {
  const run = spans.slice(first, last + 1)
  const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0]
  const [previous, next] = [spans[first - 1], spans[last + 1]]
  if (next !== undefined) {
    if (isOneLine(text, start, next.start)) return [cut(start, next.start)]
    return run.map((span, index) => removePart(text, span, spans[first + index + 1]?.start ?? close))
  }
  if (previous !== undefined && isOneLine(text, previous.end, end)) return [cut(previous.end, end)]
  const parts = run.map((span, index) => removePart(text, span, spans[first + index + 1]?.start ?? close))
  // JSON allows no comma after the last part, so the one before the deleted parts goes too, unless the file had a trailing comma.
  const comma = previous === undefined ? null : commaIn(text, previous.end, start)
  const isTrailing = commaIn(text, end, close) !== null
  return comma === null || isTrailing || isFollowed ? parts : [cut(comma, comma + 1), ...parts]
}

function removePart(text: string, { start, end }: Span, boundary: number): TextEdit {
  if (hasOwnLines(text, { start, end })) return cut(lineStart(text, start), nextLine(text, end))
  const comma = commaIn(text, end, boundary)
  return cut(start, comma === null ? end : comma + 1)
}

export interface FlowPlace {
  /** Offsets of the brackets. */
  readonly open: number
  readonly close: number
  readonly newline: string
  readonly space: string
  /** White space between the brackets and their content on one line. */
  readonly padding: string
}

export function flowAddition(
  { text, spans, isGone }: Parts,
  { after, texts }: Addition,
  place: FlowPlace,
): readonly TextEdit[] {
  const [first, previous] = [spans[0], spans[after]]
  const separator = `,${place.space}`
  if (first === undefined) return [intoEmpty(text, texts.join(separator), place)]
  if (previous === undefined)
    return [insert(first.start, texts.map((one) => one + lineBreak(text, first, place)).join(''))]
  if (!hasOwnLines(text, previous))
    return [insert(previous.end, texts.map((one) => separator + one).join(''))]
  const hasComma = commaIn(text, previous.end, spans[after + 1]?.start ?? place.close) !== null
  const isTrailing = commaIn(text, spans.at(-1)?.end ?? 0, place.close) !== null
  const isLast = spans.every((_, index) => index <= after || isGone(index))
  const line = place.newline + indentOf(text, previous.start)
  const lines = texts.map((one) => line + one).join(',') + (isTrailing || !isLast ? ',' : '')
  const added = insert(lineEnd(text, previous.end), lines)
  return hasComma ? [added] : [insert(previous.end, ','), added]
}

function intoEmpty(text: string, inner: string, { open, close, padding }: FlowPlace): TextEdit {
  const isBlank = text.slice(open + 1, close).trim() === ''
  return isBlank ? { start: open + 1, end: close, text: padding + inner + padding } : insert(open + 1, inner)
}

function lineBreak(text: string, first: Span, { newline, space }: FlowPlace): string {
  return startsLine(text, first.start) ? `,${newline}${indentOf(text, first.start)}` : `,${space}`
}

/** Tells whether only a comma and a comment share the lines of a part. */
function hasOwnLines(text: string, { start, end }: Span): boolean {
  return startsLine(text, start) && /^[ \t]*(?:,[ \t]*)?(?:#.*)?$/.test(text.slice(end, lineEnd(text, end)))
}

/** Finds the comma between two parts, skipping comments. */
function commaIn(text: string, from: number, to: number): number | null {
  for (let at = from; at < to; at += 1) {
    if (text[at] === ',') return at
    if (text[at] === '#') at = lineEnd(text, at)
  }
  return null
}

function isOneLine(text: string, from: number, to: number): boolean {
  return !text.slice(from, to).includes('\n')
}

function cut(start: number, end: number): TextEdit {
  return { start, end, text: '' }
}

function insert(at: number, text: string): TextEdit {
  return { start: at, end: at, text }
}
