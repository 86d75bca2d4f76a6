/** Reads JSON with offsets. It accepts exactly what JSON.parse accepts (a property test compares them), up to MAX_DEPTH levels. */
import type { Entry, Node } from './node.ts'
import { MAX_DEPTH, type Problem, type Reading, tooDeep } from './problem.ts'
import { BYTE_ORDER_MARK } from './source.ts'

interface Cursor {
  readonly text: string
  at: number
}

const SPACE = /[ \t\r\n]*/y
/** Anything up to a delimiter or a quote; JSON.parse says whether it is a value. */
const WORD = /[^\s,:[\]{}"]+/y

class Fault extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export function readJson(text: string): Reading {
  const cursor = { text, at: text.startsWith(BYTE_ORDER_MARK) ? 1 : 0 }
  try {
    skipSpace(cursor)
    if (cursor.at === text.length) return { documents: [], problems: [] }
    const root = readValue(cursor, 0)
    if (peek(cursor) !== '') fail(cursor, 'nothing more')
    return { documents: [root], problems: [] }
  } catch (error) {
    if (error instanceof Fault) return { documents: [], problems: [error.problem] }
    throw error
  }
}

function readValue(cursor: Cursor, depth: number): Node {
  if (depth > MAX_DEPTH) throw new Fault(tooDeep({ start: cursor.at, end: cursor.at + 1 }))
  const first = peek(cursor)
  if (first === '{') return readFields(cursor, depth)
  if (first === '[') return readList(cursor, depth)
  const start = cursor.at
  const value = readScalar(cursor, 'a value')
  return { kind: 'scalar', value, start, end: cursor.at }
}

function readFields(cursor: Cursor, depth: number): Node {
  const start = cursor.at++
  const entries: Entry[] = []
  for (let isMore = peek(cursor) !== '}'; isMore; isMore = hasMore(cursor, '}')) {
    if (peek(cursor) !== '"') fail(cursor, 'a key in double quotes')
    const keyStart = cursor.at
    const key = String(readScalar(cursor, 'a key'))
    const keyEnd = cursor.at
    if (peek(cursor) !== ':') fail(cursor, "':'")
    cursor.at++
    entries.push({ key, keyStart, keyEnd, value: readValue(cursor, depth + 1) })
  }
  return { kind: 'fields', entries, start, end: ++cursor.at }
}

function readList(cursor: Cursor, depth: number): Node {
  const start = cursor.at++
  const items: Node[] = []
  for (let isMore = peek(cursor) !== ']'; isMore; isMore = hasMore(cursor, ']'))
    items.push(readValue(cursor, depth + 1))
  return { kind: 'list', items, start, end: ++cursor.at }
}

function hasMore(cursor: Cursor, close: string): boolean {
  const next = peek(cursor)
  if (next === close) return false
  if (next !== ',') fail(cursor, `',' or '${close}'`)
  cursor.at++
  return true
}

function readScalar(cursor: Cursor, wanted: string): string | number | boolean | null {
  const end = peek(cursor) === '"' ? stringEnd(cursor) : wordEnd(cursor)
  try {
    const value = JSON.parse(cursor.text.slice(cursor.at, end))
    cursor.at = end
    return value
  } catch {
    return fail(cursor, wanted)
  }
}

function stringEnd({ text, at }: Cursor): number {
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function wordEnd({ text, at }: Cursor): number {
  WORD.lastIndex = at
  return WORD.test(text) ? WORD.lastIndex : at
}

/** Skips white space, and returns the next character; '' at the end. */
function peek(cursor: Cursor): string {
  skipSpace(cursor)
  return cursor.text.charAt(cursor.at)
}

function skipSpace(cursor: Cursor): void {
  SPACE.lastIndex = cursor.at
  SPACE.test(cursor.text)
  cursor.at = SPACE.lastIndex
}

function fail({ text, at }: Cursor, wanted: string): never {
  const [character = ''] = text.slice(at, at + 2)
  throw new Fault({
    check: 'unreadable-json',
    message: `this is not JSON: ${character === '' ? 'the end' : `'${character}'`} where ${wanted} should be`,
    hint: 'fix the syntax here; a file in YAML is called .yaml',
    start: at,
    end: Math.min(at + 1, text.length),
  })
}
