/** Reads scalars of several lines for the fast YAML reader: block scalars (literal and folded), and plain scalars. */
import type { ScalarNode } from './node.ts'
import { type Cursor, closed, Declined, type Line } from './plain-lines.ts'
import { PLAIN_START, plainEnd, plainScalar } from './plain-value.ts'

/** The header of a block scalar: style, `-` to strip the last line end, comment. Indentation indicators are rare, and left to the complete reader. */
const HEADER = /^[|>](-?)(?: +#.*)?$/

/** Reads a block scalar. @param indent of the block around it. */
export function blockText(cursor: Cursor, indent: number, { start, end }: Omit<Line, 'indent'>): ScalarNode {
  const { text, lines } = cursor
  const [, strip] = HEADER.exec(text.slice(start, end)) ?? []
  if (strip === undefined) throw new Declined()
  const isFolded = text[start] === '>'
  const block = linesBelow(text, text.indexOf('\n', end) + 1, { indent, isFolded })
  const value = (isFolded ? folded(block.lines) : block.lines.join('\n')) + (strip === '' ? '\n' : '')
  while ((lines[cursor.at]?.start ?? block.end) < block.end) cursor.at++
  return closed(cursor, indent, { kind: 'scalar', value, start, end: block.end })
}

interface Block {
  /** Without their indentation; '' for a blank line between others. */
  readonly lines: readonly string[]
  /** Offset behind the line end of the last line. */
  readonly end: number
}

function linesBelow(
  text: string,
  from: number,
  { indent, isFolded }: { indent: number; isFolded: boolean },
): Block {
  const lines: string[] = []
  const first = rawLine(text, from)
  if (first === null || isBlank(first) || first.indent <= indent) throw new Declined()
  const own = first.indent
  let [blanks, end] = [0, from]
  for (let line: RawLine | null = first; line !== null; line = rawLine(text, line.next)) {
    if (isBlank(line)) {
      if (line.indent > 0) throw new Declined()
      blanks++
      continue
    }
    if (line.indent < own) break
    if (isFolded && (line.indent > own || text[line.end - 1] === ' ')) throw new Declined()
    for (; blanks > 0; blanks--) lines.push('')
    lines.push(text.slice(line.start - line.indent + own, line.end))
    end = line.next
  }
  return { lines, end }
}

function isBlank({ start, end }: Line): boolean {
  return start >= end
}

/** A line, blank or not. Its `end` excludes the line end, and includes trailing spaces. */
interface RawLine extends Line {
  readonly next: number
}

function rawLine(text: string, at: number): RawLine | null {
  if (at === 0 || at >= text.length) return null
  const newline = text.indexOf('\n', at)
  const stop = newline === -1 ? text.length : newline
  const end = text[stop - 1] === '\r' ? stop - 1 : stop
  let start = at
  while (start < end && text[start] === ' ') start++
  return { indent: start - at, start, end, next: newline === -1 ? text.length : newline + 1 }
}

/** Folds lines: one line end becomes a space, each blank line becomes a line end. */
function folded(lines: readonly string[]): string {
  let text = lines[0] ?? ''
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') text += '\n'
    else text += lines[at - 1] === '' ? line : ` ${line}`
  }
  return text
}

/** Reads a plain scalar, which deeper lines right below continue. @param indent of the block around it. */
export function plainLines(cursor: Cursor, indent: number, { start, end }: Omit<Line, 'indent'>): ScalarNode {
  const { text, lines } = cursor
  const first = plainScalar(text, start, end)
  let next = lines[++cursor.at]
  if (next === undefined || next.indent <= indent) return first
  const parts = [text.slice(start, first.end)]
  let last = first.end
  for (; next !== undefined && next.indent > indent; next = lines[++cursor.at]) {
    if (!isRightBelow(text, last, next.start) || !PLAIN_START.test(text.charAt(next.start)))
      throw new Declined()
    if (plainEnd(text, next.start, next.end) !== next.end) throw new Declined()
    parts.push(text.slice(next.start, next.end))
    last = next.end
  }
  return { kind: 'scalar', value: parts.join(' '), start, end: last }
}

/** Tells whether only one line end and spaces are in between: no comment and no blank line. */
function isRightBelow(text: string, from: number, to: number): boolean {
  return /^ *\r?\n *$/.test(text.slice(from, to))
}
