/** A server that adds something of its own to whatever it is sent, the old spec included: putting back cannot help. Pure. */
import { fieldChanges } from '../change/field-changes.ts'
import { canonicalText } from '../policy/canonical.ts'
import type { Spec } from '../policy/policy.ts'

/** A spec as it was sent, and as the server then held it. */
export interface Kept {
  readonly sent: Spec | null
  readonly stored: Spec | null
}

/** Tells whether the server added the same to both specs, and dropped nothing. */
export function addsTheSame(first: Kept, second: Kept): boolean {
  const [one, other] = [additionsOf(first), additionsOf(second)]
  if (one === null || other === null || one.length === 0) return false
  return canonicalText(one) === canonicalText(other)
}

/** Texts of what was added, sorted; null where something else was done to it. */
function additionsOf({ sent, stored }: Kept): readonly string[] | null {
  if (sent === null || stored === null) return null
  const found = fieldChanges(sent, stored).map(({ before, after }) => added(before, after))
  return found.some((texts) => texts === null) ? null : found.flatMap((texts) => texts ?? []).sort()
}

function added(before: unknown, after: unknown): readonly string[] | null {
  if (before === null || before === undefined) return after === null ? [] : [canonicalText(after)]
  if (Array.isArray(before) && Array.isArray(after)) return addedMembers(before, after)
  if (!isFields(before) || !isFields(after)) return canonicalText(before) === canonicalText(after) ? [] : null
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const found = keys.map((key) => added(before[key] ?? null, after[key] ?? null))
  return found.some((texts) => texts === null) ? null : found.flatMap((texts) => texts ?? [])
}

function addedMembers(before: readonly unknown[], after: readonly unknown[]): readonly string[] | null {
  const [old, now] = [before, after].map((list) => list.map(canonicalText))
  if (old?.some((member) => now?.includes(member) !== true)) return null
  return (now ?? []).filter((member) => old?.includes(member) !== true)
}

function isFields(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
