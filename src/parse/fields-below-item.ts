/** Names of fields without the indexes of rules and routes, which change when a rule or route is added. */
import type { NodePath } from './node.ts'

const ITEM_LENGTH = 3

/** @returns the field names of a path; of a path in a rule or route, only those below it. */
export function fieldsBelowItem(path: NodePath): readonly string[] {
  const below = isInItem(path) ? path.slice(ITEM_LENGTH) : path
  return below.filter((step) => typeof step === 'string')
}

/** Tells whether a path leads into a rule or route. */
export function isInItem([spec, list, index]: NodePath): boolean {
  return spec === 'spec' && (list === 'policies' || list === 'approvals') && typeof index === 'number'
}
