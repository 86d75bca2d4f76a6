/** Merges the outcome of a run into a ledger. Pure. */
import { canonicalText, isSameSpec } from '../policy/canonical.ts'
import type { LedgerContents, Pending, Shown, ShownSpec } from '../policy/ledger-snapshot.ts'
import type { Spec } from '../policy/policy.ts'

/** The facts about the target at the end of a run. */
export interface LedgerDelta {
  /**
   * Policies whose live state is known: the spec, or null if the policy is gone
   * or no longer this project's. Their pending entries of earlier runs are dropped.
   */
  readonly settled: ReadonlyMap<string, Spec | null>
  /** The states that failed or unfinished steps may have left. */
  readonly pending: Pending
  /** For each policy that was looked at: its form on the server if that has fields that the schema does not know; else null. */
  readonly shown: ReadonlyMap<string, ShownSpec | null>
}

/** The part of a ledger about policies. */
export type LedgerPolicies = Pick<LedgerContents, 'policies' | 'pending' | 'shown'>

/**
 * @param base the ledger that the run started from.
 * @param current the ledger now: `base`, or what others wrote meanwhile. A policy
 * that only they changed stays as they left it. If both changed a policy, this
 * run's spec wins, and theirs is kept as pending, because it may be live.
 */
export function mergeLedger(
  base: LedgerPolicies,
  current: LedgerPolicies,
  delta: LedgerDelta,
): LedgerPolicies {
  const policies = new Map(current.policies)
  const pending = new Map(current.pending)
  for (const [name, spec] of delta.settled) {
    const [was, theirs] = [base.policies.get(name) ?? null, current.policies.get(name) ?? null]
    const isTheirs = !isEqual(was, theirs)
    if (isTheirs && isEqual(was, spec)) continue
    // The same meaning keeps its old text, so that the history shows changes only.
    const isNew = !isEqual(theirs, spec)
    if (isNew && spec === null) policies.delete(name)
    else if (isNew && spec !== null) policies.set(name, spec)
    if (isTheirs && isNew) pending.set(name, [theirs])
    else pending.delete(name)
  }
  for (const [name, specs] of delta.pending) pending.set(name, distinct(pending.get(name) ?? [], specs))
  return {
    policies: sorted(policies),
    pending: sorted(pending),
    shown: shownOf(current, policies, delta),
  }
}

/** The shown form is dropped with the policy. */
function shownOf(current: LedgerPolicies, policies: LedgerPolicies['policies'], delta: LedgerDelta): Shown {
  const shown = new Map<string, ShownSpec>(current.shown ?? [])
  for (const [name, now] of delta.shown) {
    const known = shown.get(name) ?? null
    if (now === null) shown.delete(name)
    else if (known === null || !isSameShown(known, now)) shown.set(name, now)
  }
  return sorted(new Map([...shown].filter(([name]) => policies.has(name))))
}

/** An unchanged answer is kept as it was. */
function isSameShown(known: ShownSpec, now: ShownSpec): boolean {
  return canonicalText(known.spec) === canonicalText(now.spec) && (known.isAnswer || !now.isAnswer)
}

/** Compares the plain texts first: they are mostly equal, and cost less than the canonical forms. */
function isEqual(a: Spec | null, b: Spec | null): boolean {
  return a === b || canonicalText(a) === canonicalText(b) || isSameSpec(a, b)
}

function distinct(known: readonly (Spec | null)[], more: readonly (Spec | null)[]): readonly (Spec | null)[] {
  const result = [...known]
  for (const spec of more) if (!result.some((other) => isSameSpec(other, spec))) result.push(spec)
  return result
}

/** Tells whether two ledgers hold the same; the same value in memory is equal at once. */
export function isSameLedger(a: LedgerPolicies, b: LedgerPolicies): boolean {
  return (['policies', 'pending', 'shown'] as const).every((part) =>
    isSameMap(a[part] ?? new Map(), b[part] ?? new Map()),
  )
}

function isSameMap(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a].every(([name, value]) => value === b.get(name))
}

function sorted<Value>(map: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)))
}
