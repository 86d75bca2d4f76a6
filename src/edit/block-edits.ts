/**
 * Edits block collections by whole lines. A deleted part takes everything on its
 * lines with it, and a `policyctl-ignore` comment directly above, which would
 * otherwise silence a check for the next part. Every other line stays, comments
 * between parts included.
 */
import type { Span } from '../parse/node.ts'
import { columnOf, commentLine, lineEnd, lineStart, nextLine, startsLine } from './lines.ts'
import { type TextEdit, Uneditable } from './text-edit.ts'

/** Parts of a collection that one edit changes: entries of a map, items of a list. */
export interface Parts {
  readonly text: string
  readonly spans: readonly Span[]
  readonly isGone: (index: number) => boolean
}

/** Texts that come after one part, in order; -1: before all. */
export interface Addition {
  readonly after: number
  readonly texts: readonly string[]
}

export function blockRemovals(parts: Parts): readonly TextEdit[] {
  const { text, spans, isGone } = parts
  const first = spans[0]
  const isShared = first !== undefined && isGone(0) && !startsLine(text, first.start)
  const [edits, from] = isShared ? removeFromDash(parts) : [[], 0]
  const lines = spans.filter((_, index) => index >= from && isGone(index)).map((span) => linesOf(text, span))
  return [...edits, ...lines]
}

/** Deletes the lines of a part. @throws Uneditable if another part is on its first line. */
function linesOf(text: string, { start, end }: Span): TextEdit {
  if (!startsLine(text, start)) throw new Uneditable('two parts on one line')
  let from = lineStart(text, start)
  for (let above = lineAbove(text, from); above !== null; above = lineAbove(text, from)) {
    if (!/^[ \t]*#\s*policyctl-ignore\b/.test(text.slice(above, from))) break
    from = above
  }
  return { start: from, end: afterLine(text, end), text: '' }
}

/** Deletes the first parts of a map that begins behind a dash: the first part that stays moves up to the dash. */
function removeFromDash({ text, spans, isGone }: Parts): readonly [readonly TextEdit[], number] {
  const kept = spans.findIndex((_, index) => !isGone(index))
  const [first, next] = [spans[0], spans[kept]]
  if (first === undefined || next === undefined) throw new Uneditable('nothing stays behind the dash')
  const gaps = spans
    .slice(0, kept)
    .map(({ end }, index) => text.slice(afterLine(text, end), spans[index + 1]?.start))
  if (!gaps.some(hasCommentLine)) return [[{ start: first.start, end: next.start, text: '' }], kept]
  const dash = text.slice(0, first.start).trimEnd().length
  const isAtLineStart = text[first.end - 1] === '\n'
  return [[{ start: dash, end: lineEnd(text, isAtLineStart ? first.end - 1 : first.end), text: '' }], 1]
}

function hasCommentLine(lines: string): boolean {
  return /^[ \t]*#/m.test(lines)
}

/** @param column of the collection's keys or dashes. */
export function blockAddition(
  { text, spans }: Parts,
  { after, texts }: Addition,
  { column, newline }: { column: number; newline: string },
): TextEdit {
  const indent = ' '.repeat(column)
  const previous = spans[after]
  if (previous === undefined) return atTheTop(text, spans[0], { texts, indent, newline })
  if (text[previous.end - 1] === '\n')
    return insertion(
      previous.end,
      texts.map((line) => indent + line + newline),
    )
  let at = lineEnd(text, previous.end)
  // Comments that are indented deeper than the part belong to it.
  for (let next = nextLine(text, at); next > at; next = nextLine(text, at)) {
    const comment = commentLine(text, next)
    if (comment === null || comment.column <= column) break
    at = comment.end
  }
  return insertion(
    at,
    texts.map((line) => newline + indent + line),
  )
}

function atTheTop(
  text: string,
  first: Span | undefined,
  { texts, indent, newline }: { texts: readonly string[]; indent: string; newline: string },
): TextEdit {
  if (first === undefined) throw new Uneditable('an empty block collection')
  if (!startsLine(text, first.start))
    return insertion(
      first.start,
      texts.map((line) => line + newline + indent),
    )
  return insertion(
    attachedStart(text, first.start),
    texts.map((line) => indent + line + newline),
  )
}

/** Start of the first line of a part, or of the comments directly above it in the same column. */
export function attachedStart(text: string, start: number): number {
  let from = lineStart(text, start)
  for (let above = lineAbove(text, from); above !== null; above = lineAbove(text, from)) {
    if (commentLine(text, above)?.column !== columnOf(text, start)) break
    from = above
  }
  return from
}

function insertion(at: number, texts: readonly string[]): TextEdit {
  return { start: at, end: at, text: texts.join('') }
}

function lineAbove(text: string, start: number): number | null {
  return start === 0 || text[start - 1] !== '\n' ? null : lineStart(text, start - 1)
}

function afterLine(text: string, end: number): number {
  return text[end - 1] === '\n' ? end : nextLine(text, end)
}
