/**
 * The order in which fields are written: that of the schema, which serves
 * rules, routes and what is in them at once. What it does not name comes last.
 */
const ORDER = [
  'policies',
  'approvals',
  'name',
  'permission',
  'toolIds',
  'capabilities',
  'operations',
  'resource',
  'tags',
  'approvers',
  'groups',
  'match',
  'defaultDuration',
  'delivery',
  'connectors',
  'mode',
  'fallbackToUI',
]

export function orderOfField(key: string): number {
  const position = ORDER.indexOf(key)
  return position === -1 ? ORDER.length : position
}

export function inFieldOrder(keys: readonly string[]): readonly string[] {
  return keys.toSorted((a, b) => orderOfField(a) - orderOfField(b))
}
