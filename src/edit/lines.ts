/** Finds lines and columns in a text by offset. */
import { BYTE_ORDER_MARK } from '../parse/source.ts'

/** Offset of the first character of the line. A byte order mark is not part of a line. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.startsWith(BYTE_ORDER_MARK) ? Math.min(1, offset) : start
}

/** Offset of the line's end, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end === -1) return text.length
  return text[end - 1] === '\r' ? end - 1 : end
}

/** Offset of the start of the next line; the end of the text if there is none. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}

/** Number of characters before the offset on its line. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** White space at the start of the line of `offset`. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ''
}

/** Tells whether only white space precedes the offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset))
}

/** Column and end of the comment on the line at `start`; null if the line has anything else. */
export function commentLine(text: string, start: number): { column: number; end: number } | null {
  const end = lineEnd(text, start)
  const match = /^([ \t]*)#/.exec(text.slice(start, end))
  return match === null ? null : { column: match[1]?.length ?? 0, end }
}

/** The line break that the text uses. */
export function newlineOf(text: string): '\n' | '\r\n' {
  const end = text.indexOf('\n')
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n'
}
