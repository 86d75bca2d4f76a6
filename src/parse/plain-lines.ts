/** The lines of a text, and the state of the fast YAML reader that goes through them. */
import type { Node } from './node.ts'

/** Thrown by the fast reader to leave the text to the complete reader. */
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
  /** Index of the current line. */
  at: number
  /** Nodes of the current document, by their anchors. */
  readonly anchors: Map<string, Node>
  /** Number of nodes that aliases may still stand for. */
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

/** Returns the node if the next line is not indented deeper than `indent`: then the block below that indentation has ended. */
export function closed<T>({ lines, at }: Cursor, indent: number, node: T): T {
  const next = lines[at]
  if (next !== undefined && next.indent > indent) throw new Declined()
  return node
}

/** Declines if anything but a comment, with a space before it, follows a value on its line. */
export function expectNothing(text: string, at: number, end: number): void {
  if (at < end && !(text[at] === ' ' && text[skipSpaces(text, at)] === '#')) throw new Declined()
}

export function skipSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at
}
