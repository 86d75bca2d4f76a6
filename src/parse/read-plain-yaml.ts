/**
 * A fast reader for the YAML that policies are usually written in: block and flow
 * collections; plain, quoted and block scalars; anchors and aliases, comments,
 * document markers.
 *
 * It returns exactly what the complete reader returns, offsets included, or null
 * for a text that it is not sure about. It never reports a problem and never
 * guesses (docs/decisions/0010-two-yaml-readers.md; a property test compares the two).
 */
import { knownKey } from './known-words.ts'
import type { Entry, Node } from './node.ts'
import { aliased, anchored, anchorName, MOST_ALIASED } from './plain-anchors.ts'
import { plainFlow } from './plain-flow.ts'
import {
  type Cursor,
  closed,
  contentLines,
  Declined,
  expectNothing,
  type Line,
  skipSpaces,
} from './plain-lines.ts'
import { blockText, plainLines } from './plain-text.ts'
import { quotedScalar } from './plain-value.ts'

/** Texts that are indented deeper are left to the complete reader, which limits the nesting. */
const MAX_INDENT = 40
/** Tabs and other control characters, byte order marks, unusual line ends: texts with any of them are left to the complete reader. */
const UNUSUAL = /[^\P{Cc}\n\r]|[\u2028\u2029\uFEFF]|\p{Cs}|\r(?!\n)/u
const KEY = /(?:[A-Za-z_$][A-Za-z0-9_$.-]{0,99}|"[^"\\\n]{0,98}"|'[^'\n]{0,98}'):(?=[ \r\n]|$)/y

/** @returns the documents; null if the complete reader has to read the text. */
export function readPlainYaml(text: string): readonly Node[] | null {
  if (UNUSUAL.test(text)) return null
  try {
    return documentsOf({ text, lines: contentLines(text), at: 0, anchors: new Map(), budget: MOST_ALIASED })
  } catch (error) {
    if (error instanceof Declined) return null
    throw error
  }
}

function documentsOf(cursor: Cursor): readonly Node[] {
  const { lines } = cursor
  const documents: Node[] = []
  if (isMarker(cursor)) cursor.at++
  else if (lines.length === 0) return []
  for (;;) {
    // An empty document is left to the complete reader.
    if (lines[cursor.at]?.indent !== 0 || isMarker(cursor)) throw new Declined()
    cursor.anchors.clear()
    documents.push(readRoot(cursor))
    if (cursor.at === lines.length) return documents
    if (!isMarker(cursor)) throw new Declined()
    cursor.at++
  }
}

/** Reads a document in block style, or in braces, like JSON. */
function readRoot(cursor: Cursor): Node {
  const line = cursor.lines[cursor.at]
  const isFlow = line !== undefined && cursor.text[line.start] === '{'
  return isFlow ? closed(cursor, 0, plainFlow(cursor, 0, line)) : readBlock(cursor, 0)
}

/** Tells whether the line is a document marker. A marker with more than a comment behind it is declined. */
function isMarker({ text, lines, at }: Cursor): boolean {
  const line = lines[at]
  if (line?.indent !== 0 || !text.startsWith('---', line.start)) return false
  expectNothing(text, line.start + 3, line.end)
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
    const keyStart = line.start
    const known = knownKey(text, keyStart)
    const keyEnd = known === null ? anyKeyEnd(text, keyStart) : keyStart + known.length
    if (keyEnd === -1) throw new Declined()
    const key = known ?? keyText(text, keyStart, keyEnd)
    entries.push({ key, keyStart, keyEnd, value: readValue(cursor, line, keyEnd) })
  }
  return { kind: 'fields', entries, start, end: entries.at(-1)?.value.end ?? start }
}

/** The offset of the colon behind the key that starts there; -1: none does. */
function anyKeyEnd(text: string, start: number): number {
  KEY.lastIndex = start
  return KEY.test(text) ? KEY.lastIndex - 1 : -1
}

function keyText(text: string, start: number, end: number): string {
  const isQuoted = text[start] === '"' || text[start] === "'"
  return isQuoted ? text.slice(start + 1, end - 1) : text.slice(start, end)
}

/** Reads the value of a key: on its line, or on the lines below. */
function readValue(cursor: Cursor, line: Line, keyEnd: number): Node {
  const { text, lines } = cursor
  const start = skipSpaces(text, keyEnd + 1)
  if (start < line.end && text[start] !== '#')
    return readContent(cursor, { indent: line.indent, start, end: line.end }, true)
  const next = lines[cursor.at + 1]
  const isEmpty =
    next === undefined || next.indent < line.indent || (next.indent === line.indent && !isItem(text, next))
  if (!isEmpty) return readBelow(cursor, line.indent, true)
  cursor.at++
  // An empty value has no place of its own; its key has.
  return { kind: 'scalar', value: null, start: keyEnd, end: keyEnd }
}

/** Reads a value that starts behind its key or dash. @param mayStartAtIndent true if a list may start at the indentation of its parent. */
function readContent(cursor: Cursor, rest: Line, mayStartAtIndent: boolean): Node {
  const { text } = cursor
  const { indent, start, end } = rest
  const first = text[start]
  if (first === '&') return readAnchored(cursor, rest, mayStartAtIndent)
  if (first === '[' || first === '{') return closed(cursor, indent, plainFlow(cursor, indent, rest))
  if (first === '|' || first === '>') {
    cursor.at++
    return blockText(cursor, indent, rest)
  }
  if (first !== '"' && first !== "'" && first !== '*') return plainLines(cursor, indent, rest)
  const node = first === '*' ? aliased(cursor, start) : quotedScalar(text, start, end)
  expectNothing(text, node.end, end)
  cursor.at++
  return closed(cursor, indent, node)
}

function readAnchored(cursor: Cursor, rest: Line, mayStartAtIndent: boolean): Node {
  const { text } = cursor
  const name = anchorName(text, rest.start)
  const start = skipSpaces(text, rest.start + 1 + name.length)
  return anchored(cursor, name, () => {
    if (start >= rest.end || text[start] === '#') return readBelow(cursor, rest.indent, mayStartAtIndent)
    // A node has at most one anchor, and an alias cannot have one.
    if (text[start] === '&' || text[start] === '*') throw new Declined()
    return readContent(cursor, { ...rest, start }, mayStartAtIndent)
  })
}

/** Reads the collection on the lines below a key or a dash. */
function readBelow(cursor: Cursor, indent: number, mayStartAtIndent: boolean): Node {
  const { text, lines } = cursor
  const next = lines[++cursor.at]
  if (next === undefined || next.indent < indent) throw new Declined()
  if (next.indent === indent) {
    if (!mayStartAtIndent || !isItem(text, next)) throw new Declined()
    return closed(cursor, indent, readList(cursor, indent))
  }
  const first = text[next.start]
  const isFlow = first === '{' || first === '['
  return closed(cursor, indent, isFlow ? plainFlow(cursor, indent, next) : readBlock(cursor, next.indent))
}

function readList(cursor: Cursor, indent: number): Node {
  const { text, lines } = cursor
  const items: Node[] = []
  const start = lines[cursor.at]?.start ?? 0
  for (let line = lines[cursor.at]; line?.indent === indent && isItem(text, line); line = lines[cursor.at])
    items.push(readItem(cursor, line))
  return { kind: 'list', items, start, end: items.at(-1)?.end ?? start }
}

function readItem(cursor: Cursor, line: Line): Node {
  const { text, lines } = cursor
  const { indent, end } = line
  const start = skipSpaces(text, line.start + 1)
  if (start >= end || text[start] === '#') return readBelow(cursor, indent, false)
  const rest: Line = { indent: indent + start - line.start, start, end }
  if (isItem(text, rest)) throw new Declined()
  const isKey = knownKey(text, start) !== null || anyKeyEnd(text, start) !== -1
  if (!isKey) return readContent(cursor, { indent, start, end }, false)
  lines[cursor.at] = rest
  return closed(cursor, indent, readFields(cursor, rest.indent))
}
