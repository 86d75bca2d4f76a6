/** A text as the fast YAML reader goes through it: line by line, with what it has seen before. */
import type { Node } from './node.ts'

/** The text has to be read by the complete reader. */
export class Declined extends Error {}

/** A line with content: neither blank nor only a comment. */
export interface Line {
  /** Column of the first character, from 0. */
  readonly indent: number
  readonly start: number
  /** Without trailing spaces and line end. */
  readonly end: number
}

export interface Cursor {
  readonly text: string
  readonly lines: Line[]
  /** Index of the line that is read. */
  at: number
  /** Nodes by the name of their anchor, of the document that is read. */
  readonly anchors: Map<string, Node>
  /** Nodes that aliases may still stand for. */
  budget: number
}

export function contentLines(text: string): Line[] {
  const lines: Line[] = []
  for (let lineStart = 0; lineStart < text.length; ) {
    const newline = text.indexOf('\n', lineStart)
    const next = newline === -1 ? text.length : newline + 1
    let start = lineStart
    while (text[start] === ' ') start++
    let end = newline === -1 ? text.length : newline
    while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\r')) end--
    if (end > start && text[start] !== '#') lines.push({ indent: start - lineStart, start, end })
    lineStart = next
  }
  return lines
}

/** After what stands below an indent, the next line must stand at it or further out. */
export function closed<T>({ lines, at }: Cursor, indent: number, node: T): T {
  const next = lines[at]
  if (next !== undefined && next.indent > indent) throw new Declined()
  return node
}

/** Behind a value only a comment may follow, with a space before it. */
export function expectNothing(text: string, at: number, end: number): void {
  if (at < end && !(text[at] === ' ' && text[skipSpaces(text, at)] === '#')) throw new Declined()
}

export function skipSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at
}
