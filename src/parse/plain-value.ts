/** The values that the fast YAML reader knows on one line. What it is not sure about, it declines. */
import type { Entry, Node, ScalarNode } from './node.ts'

/** The text has to be read by the complete reader. */
export class Declined extends Error {}

const PLAIN_START = /[A-Za-z0-9_$/.~+]/
const FLOW_KEY = /[A-Za-z_$][A-Za-z0-9_$.-]{0,99}(?=: )/y
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
])
/** Numbers that every reader takes for the same one: whole, without a sign, a leading zero or more digits than a double keeps. */
const WHOLE = /^(?:0|[1-9][0-9]{0,14})$/
/** Everything else that YAML's core schema might take for a number. */
const NUMBER_LIKE =
  /^[-+]?(?:\.?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0[ox][0-9a-fA-F]+)$/

const MAX_FLOW_DEPTH = 8
const LONGEST_KEY = 100

interface Cursor {
  readonly text: string
  readonly end: number
  at: number
  /** Brackets that are open. */
  depth: number
}

/** Reads the value from `start` to the end of its line, a comment behind it left out. */
export function plainInlineValue(text: string, start: number, end: number): Node {
  const first = text[start]
  if (first !== '[' && first !== '{' && first !== '"' && first !== "'") return plainScalar(text, start, end)
  const cursor = { text, end, at: start, depth: 0 }
  const node = flowValue(cursor)
  expectNothing(cursor)
  return node
}

function plainScalar(text: string, start: number, lineEnd: number): ScalarNode {
  if (!PLAIN_START.test(text.charAt(start))) throw new Declined()
  let end = start
  for (; end < lineEnd; end++) {
    if (text[end] === '#' && text[end - 1] === ' ') break
    if (text[end] === ':' && (end + 1 === lineEnd || text[end + 1] === ' ')) throw new Declined()
  }
  return scalar(text, start, end)
}

function scalar(text: string, start: number, untrimmed: number): ScalarNode {
  let end = untrimmed
  while (text[end - 1] === ' ') end--
  const source = text.slice(start, end)
  const word = WORDS.get(source)
  if (word !== undefined) return { kind: 'scalar', value: word, start, end }
  if (WHOLE.test(source)) return { kind: 'scalar', value: Number(source), start, end }
  if (NUMBER_LIKE.test(source)) throw new Declined()
  return { kind: 'scalar', value: source, start, end }
}

/** Behind a closing quote or bracket only a comment may follow, with a space before it. */
function expectNothing({ text, at, end }: Cursor): void {
  if (at >= end) return
  const rest = text.slice(at, end)
  if (!/^ +#/.test(rest)) throw new Declined()
}

function flowValue(cursor: Cursor): Node {
  const first = cursor.text[cursor.at]
  if (first === '[' || first === '{') return flowCollection(cursor, first)
  if (first === '"' || first === "'") return quotedScalar(cursor, first)
  return flowPlain(cursor)
}

function quotedScalar(cursor: Cursor, quote: string): ScalarNode {
  const { text, at: start } = cursor
  const close = text.indexOf(quote, start + 1)
  if (close === -1 || close >= cursor.end) throw new Declined()
  const value = text.slice(start + 1, close)
  // Escapes: a backslash between double quotes, a doubled quote between single ones.
  if (quote === '"' ? value.includes('\\') : text[close + 1] === "'") throw new Declined()
  cursor.at = close + 1
  return { kind: 'scalar', value, start, end: cursor.at }
}

function flowPlain(cursor: Cursor): ScalarNode {
  const { text, at: start } = cursor
  if (!PLAIN_START.test(text.charAt(start))) throw new Declined()
  let end = start
  for (; end < cursor.end && text[end] !== ',' && text[end] !== ']' && text[end] !== '}'; end++) {
    if (text[end] === '[' || text[end] === '{') throw new Declined()
    if (text[end] === '#' && text[end - 1] === ' ') throw new Declined()
    if (text[end] === ':' && /[ ,[\]{}]/.test(text.charAt(end + 1))) throw new Declined()
  }
  cursor.at = end
  return scalar(text, start, end)
}

function flowCollection(cursor: Cursor, open: string): Node {
  if (++cursor.depth > MAX_FLOW_DEPTH) throw new Declined()
  const node = open === '[' ? flowList(cursor) : flowFields(cursor)
  cursor.depth--
  return node
}

function flowList(cursor: Cursor): Node {
  const start = cursor.at++
  const items: Node[] = []
  skipSpaces(cursor)
  while (cursor.text[cursor.at] !== ']') {
    items.push(flowValue(cursor))
    expectSeparator(cursor, ']')
  }
  cursor.at++
  return { kind: 'list', items, start, end: cursor.at }
}

function flowFields(cursor: Cursor): Node {
  const { text, at: start } = cursor
  const entries: Entry[] = []
  cursor.at++
  skipSpaces(cursor)
  while (text[cursor.at] !== '}') {
    const key = flowKey(cursor)
    skipSpaces(cursor)
    entries.push({ ...key, value: flowValue(cursor) })
    expectSeparator(cursor, '}')
  }
  cursor.at++
  return { kind: 'fields', entries, start, end: cursor.at }
}

/** With its colon; behind quotes, as in JSON, nothing has to follow that. */
function flowKey(cursor: Cursor): Omit<Entry, 'value'> {
  const { text, at: keyStart } = cursor
  const first = text[keyStart]
  if (first === '"' || first === "'") {
    const { value, end: keyEnd } = quotedScalar(cursor, first)
    if (text[keyEnd] !== ':' || keyEnd - keyStart > LONGEST_KEY) throw new Declined()
    cursor.at = keyEnd + 1
    return { key: String(value), keyStart, keyEnd }
  }
  FLOW_KEY.lastIndex = keyStart
  if (!FLOW_KEY.test(text)) throw new Declined()
  const keyEnd = FLOW_KEY.lastIndex
  cursor.at = keyEnd + 1
  return { key: text.slice(keyStart, keyEnd), keyStart, keyEnd }
}

/** After an item: the closing bracket, or a comma and another item. */
function expectSeparator(cursor: Cursor, close: string): void {
  skipSpaces(cursor)
  const { text } = cursor
  if (cursor.at >= cursor.end) throw new Declined()
  if (text[cursor.at] === close) return
  if (text[cursor.at] !== ',') throw new Declined()
  cursor.at++
  skipSpaces(cursor)
  if (text[cursor.at] === close) throw new Declined()
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at++
}
