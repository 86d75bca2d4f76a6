/**
 * Finds the unknown fields that a write would erase: a PUT replaces the whole
 * spec, so a field that it does not carry is gone. A field is looked for in the
 * same rule or route of the other spec; entries are paired by the fields that
 * both know. Without such an entry, the field counts as erased: to hold one
 * write too many is safe, to let one through is not.
 */

import { canonicalText } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import { isPlainlyEqual } from '../policy/plainly-equal.ts'
import type { Spec } from '../policy/policy.ts'
import { type FieldPlace, isServerField, type UnknownField, unknownFields } from '../policy/unknown-fields.ts'
import type { FieldChange } from './field-changes.ts'
import { type Pair, pairRoutes, pairRules } from './pair-entries.ts'

/** The known origins of a policy's unknown fields. */
export interface FieldSources {
  /** Specs that the repository asked for: a field that one of them names is its own to drop. */
  readonly ours: readonly (Spec | null)[]
  /** Specs as they were shown when nobody minded: the answer to our last write, or what a plan was shown for. */
  readonly shown: readonly (Spec | null)[]
  /** Paths that the config calls the server's own. */
  readonly serverFields: readonly string[]
}

/**
 * @param live as the server shows it. @param after what is written, null where the policy goes.
 * @returns what is neither carried over, nor named by us, nor the server's own.
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
 * How the unknown fields of a policy differ between two looks at it.
 *
 * @returns paths of `after`, or of `before` where the field is gone.
 */
export function unknownFieldChanges(
  before: Spec,
  after: Spec,
  serverFields: readonly string[],
): readonly FieldChange[] {
  // Nearly always nobody has changed anything.
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

/** Finds in `other` what stands at a place of `spec`; undefined: nothing. */
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
