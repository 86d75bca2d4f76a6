/** Reads flow collections ([…] and {…}), on one or more lines, for the fast YAML reader. */
import { knownKey } from './known-words.ts'
import type { Entry, Node, ScalarNode } from './node.ts'
import { aliased } from './plain-anchors.ts'
import { type Cursor, Declined, expectNothing } from './plain-lines.ts'
import { PLAIN_START, quotedScalar, scalar } from './plain-value.ts'

const FLOW_KEY = /[A-Za-z_$][A-Za-z0-9_$.-]{0,99}(?=: )/y
const MAX_FLOW_DEPTH = 8
const LONGEST_KEY = 100
/** Flow collections with more items are left to the complete reader, which limits the tokens. */
const MOST_ITEMS = 10_000

interface Flow {
  readonly text: string
  readonly cursor: Cursor
  /** Indentation of the block around the collection: every line of the collection is indented deeper. */
  readonly indent: number
  /** Offset of the end of the current line. */
  end: number
  at: number
  /** Number of collections that are open. */
  depth: number
  /** Number of items of all collections so far. */
  items: number
}

/** Reads a flow collection, and moves the cursor to the next line. */
export function plainFlow(
  cursor: Cursor,
  indent: number,
  { start, end }: { start: number; end: number },
): Node {
  const flow = { text: cursor.text, cursor, indent, end, at: start, depth: 0, items: 0 }
  const node = flowCollection(flow)
  expectNothing(flow.text, flow.at, flow.end)
  cursor.at++
  return node
}

function flowValue(flow: Flow): Node {
  const first = flow.text[flow.at]
  if (first === '[' || first === '{') return flowCollection(flow)
  if (first === '"' || first === "'") return flowQuoted(flow)
  if (first === '*') return flowAlias(flow)
  return flowPlain(flow)
}

function flowQuoted(flow: Flow): ScalarNode {
  const node = quotedScalar(flow.text, flow.at, flow.end)
  flow.at = node.end
  return node
}

function flowAlias(flow: Flow): Node {
  const node = aliased(flow.cursor, flow.at)
  flow.at = node.end
  return node
}

function flowPlain(flow: Flow): ScalarNode {
  const { text, at: start, end: lineEnd } = flow
  if (!PLAIN_START.test(text.charAt(start))) throw new Declined()
  let end = start
  for (; end < lineEnd && text[end] !== ',' && text[end] !== ']' && text[end] !== '}'; end++) {
    if (text[end] === '[' || text[end] === '{') throw new Declined()
    if (text[end] === '#' && text[end - 1] === ' ') break
    if (text[end] === ':' && (end + 1 === lineEnd || /[ ,[\]{}]/.test(text.charAt(end + 1))))
      throw new Declined()
  }
  flow.at = end
  return scalar(text, start, end)
}

function flowCollection(flow: Flow): Node {
  if (++flow.depth > MAX_FLOW_DEPTH) throw new Declined()
  const node = flow.text[flow.at] === '[' ? flowList(flow) : flowFields(flow)
  flow.depth--
  return node
}

function flowList(flow: Flow): Node {
  const start = flow.at++
  const items: Node[] = []
  skipBlank(flow)
  while (flow.text[flow.at] !== ']') {
    items.push(flowValue(flow))
    expectSeparator(flow, ']')
  }
  flow.at++
  return { kind: 'list', items, start, end: flow.at }
}

function flowFields(flow: Flow): Node {
  const { text, at: start } = flow
  const entries: Entry[] = []
  flow.at++
  skipBlank(flow)
  while (text[flow.at] !== '}') {
    const { key, keyStart, keyEnd } = flowKey(flow)
    while (text[flow.at] === ' ') flow.at++
    entries.push({ key, keyStart, keyEnd, value: flowValue(flow) })
    expectSeparator(flow, '}')
  }
  flow.at++
  return { kind: 'fields', entries, start, end: flow.at }
}

/** Reads a key and its colon. After a plain key a space must follow the colon; after a quoted one, as in JSON, it need not. */
function flowKey(flow: Flow): Omit<Entry, 'value'> {
  const { text, at: keyStart } = flow
  const first = text[keyStart]
  if (first === '"' || first === "'") {
    const { value, end: keyEnd } = flowQuoted(flow)
    if (text[keyEnd] !== ':' || keyEnd - keyStart > LONGEST_KEY) throw new Declined()
    flow.at = keyEnd + 1
    return { key: String(value), keyStart, keyEnd }
  }
  const known = knownKey(text, keyStart)
  const keyEnd = known === null ? otherKeyEnd(text, keyStart) : keyStart + known.length
  flow.at = keyEnd + 1
  return { key: known ?? text.slice(keyStart, keyEnd), keyStart, keyEnd }
}

function otherKeyEnd(text: string, start: number): number {
  FLOW_KEY.lastIndex = start
  if (!FLOW_KEY.test(text)) throw new Declined()
  return FLOW_KEY.lastIndex
}

/** Expects the closing bracket after an item, or skips a comma, after which another item may follow. */
function expectSeparator(flow: Flow, close: string): void {
  if (++flow.items > MOST_ITEMS) throw new Declined()
  skipBlank(flow)
  const { text } = flow
  if (text[flow.at] === close) return
  if (text[flow.at] !== ',') throw new Declined()
  flow.at++
  skipBlank(flow)
}

/** Skips spaces, comments and line ends; the collection must go on after them. */
function skipBlank(flow: Flow): void {
  for (;;) {
    while (flow.text[flow.at] === ' ') flow.at++
    const isComment = flow.text[flow.at] === '#' && flow.text[flow.at - 1] === ' '
    if (flow.at < flow.end && !isComment) return
    const { cursor } = flow
    const next = cursor.lines[++cursor.at]
    if (next === undefined || next.indent <= flow.indent) throw new Declined()
    flow.at = next.start
    flow.end = next.end
  }
}
