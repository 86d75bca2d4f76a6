/**
 * A fast reader for the layout that policies are written in: block mappings
 * and lists by indentation, flow collections on one line, plain scalars and
 * simple quotes, comments, document markers.
 *
 * It yields exactly what the complete reader yields, offsets included, or null
 * for a text that it is not sure about: it never reports a problem and never
 * guesses (docs/decisions/0010-two-yaml-readers.md; a property test compares the two).
 */
import type { Entry, Node } from './node.ts'
import { Declined, plainInlineValue } from './plain-value.ts'

/** Deeper texts are left to the reader that counts. */
const MAX_INDENT = 40
/** Tabs and other control characters, byte order mark, exotic line ends: all left to the complete reader. */
const UNUSUAL = /[^\P{Cc}\n\r]|[\u2028\u2029\uFEFF]|\p{Cs}|\r(?!\n)/u
const KEY = /[A-Za-z_$][A-Za-z0-9_$.-]{0,99}:(?=[ \r\n]|$)/y

/** A line with content: neither blank nor only a comment. */
interface Line {
  /** Column of the first character, from 0. */
  readonly indent: number
  readonly start: number
  /** Without trailing spaces and line end. */
  readonly end: number
}

interface Cursor {
  readonly text: string
  readonly lines: Line[]
  at: number
}

/** @returns the documents, or null: the complete reader has to look. */
export function readPlainYaml(text: string): readonly Node[] | null {
  if (UNUSUAL.test(text)) return null
  try {
    return documentsOf({ text, lines: contentLines(text), at: 0 })
  } catch (error) {
    if (error instanceof Declined) return null
    throw error
  }
}

function contentLines(text: string): Line[] {
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

function documentsOf(cursor: Cursor): readonly Node[] {
  const { lines } = cursor
  const documents: Node[] = []
  if (isMarker(cursor)) cursor.at++
  else if (lines.length === 0) return []
  for (;;) {
    if (lines[cursor.at]?.indent !== 0) throw new Declined()
    documents.push(readBlock(cursor, 0))
    if (cursor.at === lines.length) return documents
    if (!isMarker(cursor)) throw new Declined()
    cursor.at++
  }
}

/** Tells whether the line is a document marker alone; a marker with more on its line is declined. */
function isMarker({ text, lines, at }: Cursor): boolean {
  const line = lines[at]
  if (line?.indent !== 0 || !text.startsWith('---', line.start)) return false
  if (line.end - line.start > 3) throw new Declined()
  return true
}

function readBlock(cursor: Cursor, indent: number): Node {
  if (indent > MAX_INDENT) throw new Declined()
  const line = cursor.lines[cursor.at]
  return isItem(cursor.text, line) ? readList(cursor, indent) : readFields(cursor, indent)
}

function isItem(text: string, line: Line | undefined): boolean {
  return (
    line !== undefined &&
    text[line.start] === '-' &&
    (line.end === line.start + 1 || text[line.start + 1] === ' ')
  )
}

function readFields(cursor: Cursor, indent: number): Node {
  const { text, lines } = cursor
  const entries: Entry[] = []
  const start = lines[cursor.at]?.start ?? 0
  for (let line = lines[cursor.at]; line?.indent === indent && !isMarker(cursor); line = lines[cursor.at]) {
    KEY.lastIndex = line.start
    if (!KEY.test(text)) throw new Declined()
    const keyEnd = KEY.lastIndex - 1
    const value = readValue(cursor, line, keyEnd + 1)
    entries.push({ key: text.slice(line.start, keyEnd), keyStart: line.start, keyEnd, value })
  }
  return { kind: 'fields', entries, start, end: entries.at(-1)?.value.end ?? start }
}

/** Reads the value of a key: on its line, or on the lines below. */
function readValue(cursor: Cursor, line: Line, from: number): Node {
  const start = skipSpaces(cursor.text, from)
  cursor.at++
  const next = cursor.lines[cursor.at]
  if (start < line.end && cursor.text[start] !== '#') {
    // A deeper line would go on with this value.
    if (next !== undefined && next.indent > line.indent) throw new Declined()
    return plainInlineValue(cursor.text, start, line.end)
  }
  if (next === undefined || next.indent < line.indent) throw new Declined()
  if (next.indent > line.indent) return closed(cursor, line.indent, readBelow(cursor, next))
  if (!isItem(cursor.text, next)) throw new Declined()
  return closed(cursor, line.indent, readList(cursor, next.indent))
}

/** A block, or brackets that have their line to themselves. */
function readBelow(cursor: Cursor, line: Line): Node {
  const first = cursor.text[line.start]
  if (first !== '{' && first !== '[') return readBlock(cursor, line.indent)
  cursor.at++
  return plainInlineValue(cursor.text, line.start, line.end)
}

/** After a nested block the next line must stand at this level or further out. */
function closed(cursor: Cursor, indent: number, node: Node): Node {
  const next = cursor.lines[cursor.at]
  if (next !== undefined && next.indent > indent) throw new Declined()
  return node
}

function readList(cursor: Cursor, indent: number): Node {
  const { text, lines } = cursor
  const items: Node[] = []
  const start = lines[cursor.at]?.start ?? 0
  for (let line = lines[cursor.at]; line?.indent === indent && isItem(text, line); line = lines[cursor.at]) {
    const content = skipSpaces(text, line.start + 1)
    if (content >= line.end) throw new Declined()
    const rest: Line = { indent: indent + content - line.start, start: content, end: line.end }
    if (isItem(text, rest)) throw new Declined()
    items.push(closed(cursor, indent, readItem(cursor, rest)))
  }
  return { kind: 'list', items, start, end: items.at(-1)?.end ?? start }
}

function readItem(cursor: Cursor, rest: Line): Node {
  KEY.lastIndex = rest.start
  if (KEY.test(cursor.text)) {
    cursor.lines[cursor.at] = rest
    return readFields(cursor, rest.indent)
  }
  cursor.at++
  return plainInlineValue(cursor.text, rest.start, rest.end)
}

function skipSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at
}
