import type { Changes } from '../change/change.ts'
import { erasedFields, type FieldSources } from '../change/erased-fields.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import { type UnknownField, unknownFields } from '../policy/unknown-fields.ts'
import type { PolicyField } from './plan.ts'
import type { PlanInput } from './plan-input.ts'

export interface UnknownInPlan {
  /** The unknown fields of managed policies, and of those that a file asks for; sorted by policy. */
  readonly fields: readonly PolicyField[]
  /** The fields that the steps would erase, by policy. */
  readonly erased: ReadonlyMap<string, readonly UnknownField[]>
}

/** Finds the unknown fields of the policies that a plan is about. */
export function unknownInPlan(input: PlanInput, changes: Changes): UnknownInPlan {
  const odd = new Map(
    input.live.filter(({ spec }) => unknownFields(spec).length > 0).map((policy) => [policy.name, policy]),
  )
  // Usually there is no unknown field.
  if (odd.size === 0) return { fields: [], erased: new Map() }
  const managed = [...changes.changes.map(({ policy }) => policy), ...changes.unchanged].sort()
  return {
    fields: managed.flatMap((name) => fieldsOf(odd.get(name), input)),
    erased: new Map(
      changes.changes.flatMap(({ policy, after }) => {
        const live = odd.get(policy)
        return live === undefined ? [] : [[policy, erasedFields(live.spec, after, sourcesOf(input, policy))]]
      }),
    ),
  }
}

function fieldsOf(live: LivePolicy | undefined, input: PlanInput): readonly PolicyField[] {
  if (live === undefined) return []
  const named = [input.desired.get(live.name)?.spec ?? null]
  return namedFields(live, { ...sourcesOf(input, live.name), ours: named })
}

/** Finds the unknown fields of the policies that the ledger has, or that a file asks for. */
export function unknownInDrift({ live, ledger, wanted, serverFields }: DriftFields): readonly PolicyField[] {
  return live
    .filter(({ name, spec }) => isManaged(name, { ledger, wanted }) && unknownFields(spec).length > 0)
    .flatMap((policy) => {
      const ours = [ledger.policies.get(policy.name) ?? wanted.get(policy.name) ?? null]
      return namedFields(policy, { ours, shown: [answerIn(ledger, policy.name)], serverFields })
    })
}

function isManaged(name: string, { ledger, wanted }: Pick<DriftFields, 'ledger' | 'wanted'>): boolean {
  return ledger.policies.has(name) || wanted.has(name)
}

interface DriftFields {
  readonly live: readonly LivePolicy[]
  readonly ledger: LedgerSnapshot
  /** The specs that files ask for, by policy; null: the file cannot be read. */
  readonly wanted: ReadonlyMap<string, Spec | null>
  readonly serverFields: readonly string[]
}

function namedFields({ name, spec }: LivePolicy, sources: FieldSources): readonly PolicyField[] {
  return erasedFields(spec, null, sources).map(({ path, value }) => ({ policy: name, path, value }))
}

/** The known sources of fields, for commands without a plan. */
export interface LookedAt {
  readonly ledger: LedgerSnapshot | null
  readonly serverFields: readonly string[]
  /** The spec of the policy's file; null: no file has the policy. */
  readonly named: (policy: string) => Spec | null
}

/** @returns the unknown fields, in the order of `live`. */
export function unknownFieldsIn(
  live: readonly LivePolicy[],
  { ledger, serverFields, named }: LookedAt,
): readonly PolicyField[] {
  return live.flatMap((policy) => {
    const shown = [answerIn(ledger, policy.name)]
    return namedFields(policy, { ours: [named(policy.name)], shown, serverFields })
  })
}

/** Returns the server's answer to our last write; null if it is not known. */
function answerIn(ledger: LedgerSnapshot | null, policy: string): Spec | null {
  const shown = ledger?.shown?.get(policy)
  return shown?.isAnswer === true ? shown.spec : null
}

/**
 * Tells where the unknown fields of a policy come from, for the check just before a
 * write: the guards have judged the fields that it had when the plan was made.
 */
export function judgedFields(input: PlanInput): (policy: string) => FieldSources {
  const seen = new Map(input.live.map(({ name, spec }) => [name, spec]))
  return (policy) => {
    const sources = sourcesOf(input, policy)
    return { ...sources, shown: [...sources.shown, seen.get(policy) ?? null] }
  }
}

function sourcesOf({ ledger, serverFields }: PlanInput, policy: string): FieldSources {
  return {
    ours: [ledger?.policies.get(policy) ?? null],
    shown: [answerIn(ledger, policy)],
    serverFields,
  }
}
