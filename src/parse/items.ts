/**
 * Lists the items of a document that a comment can be about: rules, routes,
 * fields and single values. `spec` and its lists are left out: a comment there
 * would apply to everything in them.
 */
import type { Node, NodePath, Span } from './node.ts'

export interface Item extends Span {
  readonly path: NodePath
}

const HOLDS_RULES = new Set(['spec', 'spec.policies', 'spec.approvals', 'spec.subjects'])

export function itemsIn(root: Node): readonly Item[] {
  const items: Item[] = []
  addItems(root, [], items)
  return items
}

function addItems(node: Node, path: NodePath, items: Item[]): void {
  if (node.kind === 'scalar') return
  const children =
    node.kind === 'list'
      ? node.items.map((value, index) => ({ step: index, value, start: value.start }))
      : node.entries.map(({ key, keyStart, value }) => ({ step: key, value, start: keyStart }))
  for (const { step, value, start } of children) {
    const below = [...path, step]
    if (!HOLDS_RULES.has(below.join('.'))) items.push({ path: below, start, end: value.end })
    addItems(value, below, items)
  }
}

/** The path of the rule or route that an item is, or is part of; null if it is in neither. */
export function ruleOf(path: NodePath): NodePath | null {
  const [spec, list, index] = path
  const isRule = spec === 'spec' && (list === 'policies' || list === 'approvals') && typeof index === 'number'
  return isRule ? path.slice(0, 3) : null
}
