import { canonicalRoute, canonicalSpec, canonicalText } from '../policy/canonical.ts'
import type { Route, Spec } from '../policy/policy.ts'

/** Whether a field means the same with either value; undefined stands for an absent one. */
export function isSameField(key: string, a: unknown, b: unknown): boolean {
  return canonicalField(key, a) === canonicalField(key, b)
}

export function isEmptyField(key: string, value: unknown): boolean {
  return canonicalField(key, value) === canonicalField(key, undefined)
}

/** Equal texts, equal meaning of the field. */
export function canonicalField(key: string, value: unknown): string {
  if (key === 'policies') return canonicalText(canonicalSpec({ policies: value } as Spec))
  return canonicalText(canonicalRoute({ [key]: value } as unknown as Route))
}
