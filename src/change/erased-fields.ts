/**
 * Finds the unknown fields that a write would erase: a PUT replaces the whole
 * spec, so a field that it does not carry is gone. A field is looked for in the
 * same rule or route of the other spec; entries are paired by the fields that
 * both know. Without such an entry, the field counts as erased: a write that is
 * blocked without need is safe, a lost field is not.
 */

import { canonicalText } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import { isPlainlyEqual } from '../policy/plainly-equal.ts'
import type { Spec } from '../policy/policy.ts'
import { type FieldPlace, isServerField, type UnknownField, unknownFields } from '../policy/unknown-fields.ts'
import type { FieldChange } from './field-changes.ts'
import { type Pair, pairRoutes, pairRules } from './pair-entries.ts'

/** The possible sources of a policy's unknown fields. */
export interface FieldSources {
  /** Specs that the repository asked for: it may drop a field that one of them names. */
  readonly ours: readonly (Spec | null)[]
  /** Specs as the server showed them to somebody who went on: in the answer to our last write, or in a plan. */
  readonly shown: readonly (Spec | null)[]
  /** Paths that the config calls the server's own. */
  readonly serverFields: readonly string[]
}

/**
 * @param live as the server shows it. @param after the spec that is written; null for a delete.
 * @returns fields that the write drops, that no spec of ours names, and that are not the server's own.
 */
export function erasedFields(
  live: Spec,
  after: Spec | null,
  { ours, shown, serverFields }: FieldSources,
): readonly UnknownField[] {
  const fields = unknownFields(live).filter((field) => !isServerField(field, serverFields))
  if (fields.length === 0) return []
  const naming = [after, ...ours].flatMap((spec) => (spec === null ? [] : [finderIn(live, spec)]))
  const showing = shown.flatMap((spec) => (spec === null ? [] : [finderIn(live, spec)]))
  return fields.filter(
    ({ place, value }) =>
      !naming.some((find) => find(place) !== undefined) &&
      !showing.some((find) => canonicalText(find(place) ?? null) === canonicalText(value)),
  )
}

/**
 * Compares the unknown fields of a policy at two times.
 *
 * @returns changes with paths of `after`, or of `before` if the field is gone.
 */
export function unknownFieldChanges(
  before: Spec,
  after: Spec,
  serverFields: readonly string[],
): readonly FieldChange[] {
  // Usually nothing has changed.
  if (isPlainlyEqual(before, after)) return []
  const [old, now] = [before, after].map((spec) =>
    unknownFields(spec).filter((field) => !isServerField(field, serverFields)),
  )
  if (old?.length === 0 && now?.length === 0) return []
  const [inBefore, inAfter] = [finderIn(after, before), finderIn(before, after)]
  const changed = (now ?? []).flatMap(({ path, value, place }) => {
    const was = inBefore(place) ?? null
    return canonicalText(was) === canonicalText(value) ? [] : [{ path, before: was, after: value }]
  })
  const gone = (old ?? []).flatMap(({ path, value, place }) =>
    inAfter(place) === undefined ? [{ path, before: value, after: null }] : [],
  )
  return [...changed, ...gone]
}

type Find = (place: FieldPlace) => unknown

/** Returns a function that finds in `other` the value at a place of `spec`; undefined if there is none. */
function finderIn(spec: Spec, other: Spec): Find {
  const known = [withoutForeignFields(spec), withoutForeignFields(other)] as const
  const counterparts = {
    policies: indexes(pairRules(...known)),
    approvals: indexes(pairRoutes(...known)),
  }
  return ({ entry, keys }) => {
    if (entry === null) return valueAt(other, keys)
    const index = counterparts[entry.list].get(entry.index)
    const list: readonly unknown[] = other[entry.list] ?? []
    return index === undefined ? undefined : valueAt(list[index], keys)
  }
}

function indexes(pairs: readonly Pair[]): ReadonlyMap<number, number> {
  return new Map(
    pairs.flatMap(({ before, after }) =>
      before === null || after === null ? [] : [[before.index, after.index] as const],
    ),
  )
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (fields, key) =>
      typeof fields === 'object' && fields !== null && Object.hasOwn(fields, key)
        ? (fields as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  )
}
