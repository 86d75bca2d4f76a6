/** The order in which fields are written, by the level that they stand at. */

export type Level = keyof typeof ORDER

const ORDER = {
  document: ['apiVersion', 'kind', 'metadata', 'name', 'spec'],
  metadata: ['name', 'namespace', 'labels', 'annotations'],
  spec: ['policyRef', 'subjects', 'policies', 'approvals'],
  rule: ['permission', 'operations', 'resource', 'tags'],
  route: [
    'name',
    'toolIds',
    'capabilities',
    'operations',
    'resource',
    'tags',
    'approvers',
    'defaultDuration',
    'delivery',
  ],
  approvers: ['groups', 'match'],
  delivery: ['connectors', 'mode', 'fallbackToUI'],
  subject: ['kind', 'name', 'namespace'],
  other: [],
} as const satisfies Record<string, readonly string[]>

const BELOW: Readonly<Record<string, Level>> = {
  'document.metadata': 'metadata',
  'document.spec': 'spec',
  'spec.policies': 'rule',
  'spec.approvals': 'route',
  'spec.subjects': 'subject',
  'route.approvers': 'approvers',
  'route.delivery': 'delivery',
}

/** What is always written on lines of its own; the rest may stay between braces if it is short. */
export const ALWAYS_BLOCK: ReadonlySet<Level> = new Set(['document', 'spec', 'rule', 'route'])

/** The level of what stands under `key`: of the items, where it is a list. */
export function levelBelow(level: Level, key: string): Level {
  return BELOW[`${level}.${key}`] ?? 'other'
}

/** Position of a key; what is not known comes last. */
export function rankOf(level: Level, key: string): number {
  const order: readonly string[] = ORDER[level]
  const at = order.indexOf(key)
  return at === -1 ? order.length : at
}
