/**
 * Leaves out empty fields as a server in Go does: [], "", false, null and {} mean the
 * same as a missing field, and are not stored. The list of rules always stays.
 */
import type { Spec } from '../policy/policy.ts'

export interface Omitting {
  /** True for a server that tells `false` from a missing field, since its fields are pointers. */
  readonly keepsFalse: boolean
}

export function omitEmpties(spec: Spec, omitting: Omitting): Spec {
  const tidied = fieldsOf(spec, omitting)
  return { ...tidied, policies: spec.policies.map((rule) => fieldsOf(rule, omitting)) } as unknown as Spec
}

function fieldsOf(fields: object, omitting: Omitting): object {
  const kept = Object.entries(fields).map(([key, value]) => [key, tidy(value, omitting)] as const)
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined))
}

/** @returns undefined for an empty value. Items of lists are never dropped, only tidied. */
function tidy(value: unknown, omitting: Omitting): unknown {
  if (value === null || value === '' || (value === false && !omitting.keepsFalse)) return undefined
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((item) => tidyItem(item, omitting))
  if (typeof value !== 'object') return value
  const fields = fieldsOf(value, omitting)
  return Object.keys(fields).length === 0 ? undefined : fields
}

function tidyItem(item: unknown, omitting: Omitting): unknown {
  if (Array.isArray(item)) return item.map((one) => tidyItem(one, omitting))
  return typeof item === 'object' && item !== null ? fieldsOf(item, omitting) : item
}
