/** Reads anchors and aliases for the fast YAML reader. */
import type { Node } from './node.ts'
import { type Cursor, Declined } from './plain-lines.ts'

/** Nodes that the aliases of one document may stand for; texts with more are left to the complete reader. */
export const MOST_ALIASED = 5_000

const NAME = /[A-Za-z0-9_-]{1,100}(?=[ ,\]}\r\n]|$)/y

/** @param at offset of the `&` or `*`. */
export function anchorName(text: string, at: number): string {
  NAME.lastIndex = at + 1
  const [name] = NAME.exec(text) ?? []
  if (name === undefined) throw new Declined()
  return name
}

/** Reads a node and remembers it by its anchor. Within the node the anchor is unknown: an alias to it would be a cycle. */
export function anchored(cursor: Cursor, name: string, read: () => Node): Node {
  cursor.anchors.delete(name)
  const node = read()
  cursor.anchors.set(name, node)
  return node
}

/** Returns the node that an alias stands for, with the offsets of the alias. */
export function aliased(cursor: Cursor, start: number): Node {
  const name = anchorName(cursor.text, start)
  const node = cursor.anchors.get(name)
  if (node === undefined) throw new Declined()
  cursor.budget -= sizeOf(node, cursor.budget)
  if (cursor.budget <= 0) throw new Declined()
  return { ...node, start, end: start + 1 + name.length }
}

/** Counts the nodes in a node, up to `most`. */
function sizeOf(node: Node, most: number): number {
  if (node.kind === 'scalar') return 1
  let size = 1
  const nodes = node.kind === 'list' ? node.items : node.entries.map(({ value }) => value)
  for (const below of nodes) {
    if (size >= most) return size
    size += sizeOf(below, most - size)
  }
  return size
}
