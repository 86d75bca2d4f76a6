/**
 * The content of a document, with the offsets of every node. All readers (the
 * complete YAML one, the fast one for plain layouts, JSON) return this form, so
 * that later code does not depend on which of them ran.
 */
/** Keys and indexes from the root of the API form: ['spec', 'policies', 1, 'resource']. [] is the document. */
export type NodePath = readonly (string | number)[]

/** Offsets in the file's text (UTF-16 code units, from 0; the end is exclusive). */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface ScalarNode extends Span {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
}

export interface ListNode extends Span {
  readonly kind: 'list'
  readonly items: readonly Node[]
}

export interface Entry {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: Node
}

/** Entries are in the order of the file; a duplicate key has two entries. */
export interface FieldsNode extends Span {
  readonly kind: 'fields'
  readonly entries: readonly Entry[]
}

/** Spans include quotes and brackets; those of block collections end with their last value. */
export type Node = ScalarNode | ListNode | FieldsNode

/** Returns the value as plain objects. The last one of duplicate keys wins; `__proto__` is an own property like any other. */
export function nodeValue(node: Node): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(nodeValue)
  const fields: Record<string, unknown> = {}
  for (const { key, value } of node.entries) {
    if (key === '__proto__') define(fields, key, nodeValue(value))
    else fields[key] = nodeValue(value)
  }
  return fields
}

function define(fields: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true })
}

export function entryOf(node: Node | null, key: string): Entry | null {
  if (node?.kind !== 'fields') return null
  return node.entries.findLast((entry) => entry.key === key) ?? null
}

/** @returns null if nothing was written at that path. */
export function nodeAt(root: Node, path: NodePath): Node | null {
  let node: Node | null = root
  for (const step of path) node = child(node, step)
  return node
}

/** The node at `path`, else its nearest ancestor. */
export function nearestNode(root: Node, path: NodePath): Node {
  let node = root
  for (const step of path) {
    const next = child(node, step)
    if (next === null) return node
    node = next
  }
  return node
}

/** The key at the end of `path`; for a list item, and for a field that was not written, the nearest node. */
export function keySpan(root: Node, path: NodePath): Span {
  const last = path.at(-1)
  const entry = typeof last === 'string' ? entryOf(nodeAt(root, path.slice(0, -1)), last) : null
  return entry === null ? nearestNode(root, path) : { start: entry.keyStart, end: entry.keyEnd }
}

function child(node: Node | null, step: string | number): Node | null {
  if (typeof step === 'string') return entryOf(node, step)?.value ?? null
  return node?.kind === 'list' ? (node.items[step] ?? null) : null
}
