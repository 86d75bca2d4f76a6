/**
 * Removes empty values ([], "", null, {}), which mean the same as absent ones:
 * neither policyctl nor the server sends them. `false` is kept: a missing
 * `fallbackToUI` takes the workspace's default, which may be true. The list of
 * rules is always kept.
 */
import type { Spec } from './policy.ts'

export function withoutEmpties(spec: Spec): Spec {
  return { ...fieldsOf(spec), policies: spec.policies.map(fieldsOf) } as Spec
}

function fieldsOf(fields: object): object {
  const kept = Object.entries(fields).map(([key, value]) => [key, tidy(value)] as const)
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined))
}

/** @returns undefined for an empty value. Items of lists are kept, without their own empty values. */
function tidy(value: unknown): unknown {
  if (value === null || value === '') return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(tidyItem)
  if (typeof value !== 'object') return value
  const fields = fieldsOf(value)
  return Object.keys(fields).length === 0 ? undefined : fields
}

function tidyItem(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(tidyItem)
  return typeof item === 'object' && item !== null ? fieldsOf(item) : item
}
