/** Handles fields that the schema does not know: of a spec that a write replaces, and those that the server adds itself. Pure. */

import { erasedFields, type FieldSources } from '../change/erased-fields.ts'
import { fieldChanges } from '../change/field-changes.ts'
import { canonicalText } from '../policy/canonical.ts'
import { withUnshown } from '../policy/live-as-known.ts'
import type { Spec } from '../policy/policy.ts'
import { isFields } from '../policy/shape.ts'
import { type UnknownField, unknownFields } from '../policy/unknown-fields.ts'

/**
 * @param live the spec as the server shows it. @param known the same without unknown fields.
 * @returns the spec to put back, with its unknown fields; null: it has none.
 */
export function withItsFields(live: Spec | null, known: Spec | null): Spec | null {
  if (live === null || unknownFields(live).length === 0) return null
  return withUnshown(live, known)
}

/** Returns the unknown fields of the replaced spec that live has lost or changed, without those that the config leaves to the server. */
export function lostFields(
  replaced: Spec | null,
  live: Spec | null,
  { serverFields }: Pick<FieldSources, 'serverFields'>,
): readonly UnknownField[] {
  return replaced === null ? [] : erasedFields(replaced, null, { ours: [], shown: [live], serverFields })
}

/** A spec that was sent, and the one that the server then stored. */
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

/** Returns the additions of the server, as sorted texts; null if it changed anything else. */
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
