/** Paths without the indexes of rules and routes, which change when others are added. */
import type { NodePath } from './node.ts'

const ITEM_LENGTH = 3

/** The names in a path, without those that lead to its rule or route. */
export function fieldsBelowItem(path: NodePath): readonly string[] {
  const below = isInItem(path) ? path.slice(ITEM_LENGTH) : path
  return below.filter((step) => typeof step === 'string')
}

/** Tells whether a path leads into a rule or route. */
export function isInItem([spec, list, index]: NodePath): boolean {
  return spec === 'spec' && (list === 'policies' || list === 'approvals') && typeof index === 'number'
}
