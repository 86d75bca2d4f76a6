/**
 * Servers add fields of their own. What the schema does not know, and the
 * files do not name, is no business of ours: it must never show as a change.
 */
import type { Spec } from './policy.ts'

type Fields = { readonly [key: string]: unknown }

const KNOWN = {
  spec: ['policies', 'approvals'],
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
} as const

type Level = keyof typeof KNOWN
type Allowed = { readonly [level in Level]: ReadonlySet<string> }

/**
 * The live spec without the fields that neither the schema nor any of `named`
 * (the desired spec, the ledger's) has at that level.
 */
export function withoutForeignFields(live: Spec, ...named: readonly (Spec | null)[]): Spec {
  const used: Record<Level, Set<string>> = {
    spec: new Set(KNOWN.spec),
    rule: new Set(KNOWN.rule),
    route: new Set(KNOWN.route),
    approvers: new Set(KNOWN.approvers),
    delivery: new Set(KNOWN.delivery),
  }
  for (const spec of named) if (spec !== null) walk(spec, 'spec', (level, key) => void used[level].add(key))
  return project(live, 'spec', used) as Spec
}

/** The level of what stands under `key`, undefined where the schema stops. */
function below(level: Level, key: string): Level | undefined {
  if (level === 'spec') return key === 'policies' ? 'rule' : key === 'approvals' ? 'route' : undefined
  if (level === 'route')
    return key === 'approvers' ? 'approvers' : key === 'delivery' ? 'delivery' : undefined
  return undefined
}

function walk(value: unknown, level: Level, visit: (level: Level, key: string) => void): void {
  for (const fields of objectsIn(value)) {
    for (const [key, child] of Object.entries(fields)) {
      visit(level, key)
      const next = below(level, key)
      if (next !== undefined) walk(child, next, visit)
    }
  }
}

function project(value: unknown, level: Level, allowed: Allowed): unknown {
  if (Array.isArray(value)) return value.map((item) => project(item, level, allowed))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => allowed[level].has(key))
  return Object.fromEntries(
    kept.map(([key, child]) => {
      const next = below(level, key)
      return [key, next === undefined ? child : project(child, next, allowed)]
    }),
  )
}

function objectsIn(value: unknown): readonly Fields[] {
  const items = Array.isArray(value) ? value : [value]
  return items.filter((item): item is Fields => typeof item === 'object' && item !== null)
}
