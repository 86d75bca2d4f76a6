/** Turns a composed YAML document into nodes. Aliases are resolved up to a limit, keys become text. */

import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import { grouped } from '../diagnostic/count.ts'
import type { Entry, Node } from './node.ts'
import { type Problem, quoted } from './problem.ts'

/** Nodes that the aliases of one document may stand for: far more than a policy needs, far fewer than 'billion laughs' has. */
export const MAX_ALIASED_NODES = 10_000

interface Anchored {
  readonly node: Node
  /** Nodes in it, aliases expanded. */
  readonly size: number
}

interface State {
  readonly problems: Problem[]
  readonly anchors: Map<string, Anchored>
  /** Nodes so far, aliases expanded. */
  size: number
  /** How many of them came from aliases. */
  aliased: number
}

/** @returns a node of null for a document without content. */
export function nodesOf(document: Document.Parsed): { node: Node | null; problems: readonly Problem[] } {
  const state: State = { problems: [], anchors: new Map(), size: 0, aliased: 0 }
  const { contents } = document
  if (contents === null || (isScalar(contents) && isUnwritten(contents)))
    return { node: null, problems: state.problems }
  const node = convert(contents, state)
  return { node, problems: state.problems }
}

function isUnwritten(node: ParsedNode): boolean {
  return isScalar(node) && node.value === null && node.source === '' && node.range[0] === node.range[1]
}

function convert(node: ParsedNode, state: State): Node {
  if (isAlias(node)) return resolve(node.source, { start: node.range[0], end: node.range[1] }, state)
  const before = state.size++
  // Within the node its anchor is unknown: an alias to it would be a cycle.
  if (node.anchor !== undefined) state.anchors.delete(node.anchor)
  const converted = convertWritten(node, state)
  if (node.anchor !== undefined)
    state.anchors.set(node.anchor, { node: converted, size: state.size - before })
  return converted
}

function convertWritten(node: Exclude<ParsedNode, { type: 'ALIAS' }>, state: State): Node {
  const [start, end] = node.range
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => entryOf(key, value, state))
    return {
      kind: 'fields',
      entries,
      start,
      end: node.flow === true ? end : (entries.at(-1)?.value.end ?? end),
    }
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as ParsedNode, state))
    return { kind: 'list', items, start, end: node.flow === true ? end : (items.at(-1)?.end ?? end) }
  }
  return { kind: 'scalar', value: scalarValue(isScalar(node) ? node.value : null), start, end }
}

function scalarValue(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return null
}

function entryOf(key: ParsedNode, value: ParsedNode | null, state: State): Entry {
  const [keyStart, keyEnd] = key.range
  const nothing: Node = { kind: 'scalar', value: null, start: keyEnd, end: keyEnd }
  // An empty value has no place of its own; its key has.
  const node = value === null || isUnwritten(value) ? nothing : convert(value, state)
  return { key: keyText(key, state), keyStart, keyEnd, value: node }
}

function keyText(key: ParsedNode, state: State): string {
  if (isScalar(key)) {
    if (key.anchor !== undefined) convert(key, state)
    return typeof key.value === 'string' ? key.value : (key.source ?? '')
  }
  state.problems.push({
    check: 'unreadable-yaml',
    message: 'a key must be text',
    hint: 'write the name of a field here',
    start: key.range[0],
    end: key.range[1],
  })
  return ''
}

function resolve(anchor: string, span: { start: number; end: number }, state: State): Node {
  const target = state.anchors.get(anchor)
  if (target === undefined) {
    state.problems.push({
      check: 'unresolved-alias',
      message: `*${anchor} refers to an anchor that is not defined before it`,
      hint: `define it above with &${anchor}, or quote the value if a * was meant`,
      ...span,
    })
    return { kind: 'scalar', value: null, ...span }
  }
  const wasWithin = state.aliased <= MAX_ALIASED_NODES
  state.size += target.size
  state.aliased += target.size
  if (state.aliased <= MAX_ALIASED_NODES) return { ...target.node, ...span }
  if (wasWithin) state.problems.push({ ...bomb(quoted(anchor)), ...span })
  return { kind: 'scalar', value: null, ...span }
}

function bomb(anchor: string): Omit<Problem, 'start' | 'end'> {
  return {
    check: 'alias-bomb',
    message: `aliases expand to more than ${grouped(MAX_ALIASED_NODES)} nodes: this one, of ${anchor}, exceeds the limit`,
    hint: 'write the rules out instead of repeating them through aliases',
  }
}
