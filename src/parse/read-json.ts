/**
 * JSON with offsets. JSON.parse decides what is JSON; this reader walks the
 * same text again for the places, so that it only ever sees valid JSON.
 */
import type { Entry, Node } from './node.ts'
import { MAX_DEPTH, type Reading, tooDeep } from './problem.ts'
import { BYTE_ORDER_MARK } from './source.ts'

interface Cursor {
  readonly text: string
  at: number
}

class TooDeep extends Error {}

export function readJson(text: string): Reading {
  const start = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0
  if (text.trim() === '') return { documents: [], problems: [] }
  const fault = faultOf(text.slice(start))
  if (fault !== null) return unreadable(text, fault, start)
  const cursor = { text, at: start }
  try {
    return { documents: [readValue(cursor, 0)], problems: [] }
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    return { documents: [], problems: [tooDeep({ start: cursor.at, end: cursor.at + 1 })] }
  }
}

function faultOf(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function unreadable(text: string, fault: string, start: number): Reading {
  const position = /at position (\d+)/.exec(fault)?.[1]
  const at = position === undefined ? text.length : Number(position) + start
  return {
    documents: [],
    problems: [
      {
        check: 'unreadable-json',
        // The engine's message repeats the text around the fault; the place says it better.
        message: `this is not JSON: ${fault.replace(/,? (?:in JSON )?at position.*|, "[\s\S]*/, '')}`,
        hint: 'mend the syntax here; a file in YAML is called .yaml',
        start: at,
        end: Math.min(at + 1, text.length),
      },
    ],
  }
}

function readValue(cursor: Cursor, depth: number): Node {
  skipSpace(cursor)
  if (depth > MAX_DEPTH) throw new TooDeep()
  const character = cursor.text[cursor.at]
  if (character === '{') return readFields(cursor, depth)
  if (character === '[') return readList(cursor, depth)
  const start = cursor.at
  const text = character === '"' ? readString(cursor) : readWord(cursor)
  return { kind: 'scalar', value: JSON.parse(text), start, end: cursor.at }
}

function readFields(cursor: Cursor, depth: number): Node {
  const start = cursor.at++
  const entries: Entry[] = []
  for (skipSpace(cursor); cursor.text[cursor.at] !== '}'; skipSpace(cursor)) {
    if (cursor.text[cursor.at] === ',') cursor.at++
    skipSpace(cursor)
    const keyStart = cursor.at
    const key: string = JSON.parse(readString(cursor))
    const keyEnd = cursor.at
    skipSpace(cursor)
    cursor.at++ // the colon
    entries.push({ key, keyStart, keyEnd, value: readValue(cursor, depth + 1) })
  }
  return { kind: 'fields', entries, start, end: ++cursor.at }
}

function readList(cursor: Cursor, depth: number): Node {
  const start = cursor.at++
  const items: Node[] = []
  for (skipSpace(cursor); cursor.text[cursor.at] !== ']'; skipSpace(cursor)) {
    if (cursor.text[cursor.at] === ',') cursor.at++
    items.push(readValue(cursor, depth + 1))
  }
  return { kind: 'list', items, start, end: ++cursor.at }
}

function readString(cursor: Cursor): string {
  const start = cursor.at++
  while (cursor.text[cursor.at] !== '"') cursor.at += cursor.text[cursor.at] === '\\' ? 2 : 1
  return cursor.text.slice(start, ++cursor.at)
}

function readWord(cursor: Cursor): string {
  const start = cursor.at
  while (cursor.at < cursor.text.length && !/[\s,\]}]/.test(cursor.text.charAt(cursor.at))) cursor.at++
  return cursor.text.slice(start, cursor.at)
}

function skipSpace(cursor: Cursor): void {
  while (/[ \t\r\n]/.test(cursor.text.charAt(cursor.at))) cursor.at++
}
