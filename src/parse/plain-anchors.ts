/** Anchors and aliases for the fast YAML reader: a name for a node, and the node again. */
import type { Node } from './node.ts'
import { type Cursor, Declined } from './plain-lines.ts'

/** Texts whose aliases stand for more nodes are left to the reader that counts. */
export const MOST_ALIASED = 5_000

const NAME = /[A-Za-z0-9_-]{1,100}(?=[ ,\]}\r\n]|$)/y

/** @param at the offset of the `&` or `*`. */
export function anchorName(text: string, at: number): string {
  NAME.lastIndex = at + 1
  const [name] = NAME.exec(text) ?? []
  if (name === undefined) throw new Declined()
  return name
}

/** While a node is open, an alias of its name would mean the node itself. */
export function anchored(cursor: Cursor, name: string, read: () => Node): Node {
  cursor.anchors.delete(name)
  const node = read()
  cursor.anchors.set(name, node)
  return node
}

/** The node that an alias stands for, at the place of the alias. */
export function aliased(cursor: Cursor, start: number): Node {
  const name = anchorName(cursor.text, start)
  const node = cursor.anchors.get(name)
  if (node === undefined) throw new Declined()
  cursor.budget -= sizeOf(node, cursor.budget)
  if (cursor.budget <= 0) throw new Declined()
  return { ...node, start, end: start + 1 + name.length }
}

/** The number of nodes in it; counting ends at `most`. */
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
