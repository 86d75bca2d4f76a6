/** Computes the changes that a run makes to the ledger. Pure. */
import type { Desired } from '../change/desired.ts'
import { intentOf } from '../plan/intent-of.ts'
import type { Plan } from '../plan/plan.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LedgerSnapshot, ShownSpec } from '../policy/ledger-snapshot.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import { isUnreadable, type LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import { unknownFields } from '../policy/unknown-fields.ts'
import type { ApplyResult, StepResult } from './apply-result.ts'

export interface RunEnd {
  readonly desired: Desired
  readonly ledger: LedgerSnapshot | null
  /** Policies that another project owns now: they are live, but leave this ledger. Default: none. */
  readonly given?: Iterable<string>
  /** The plan that was run. */
  readonly plan: Pick<Plan, 'steps' | 'phases'>
  readonly result: ApplyResult
  /** The policies of the list that the plan was made from. A policy of the ledger that it lacked was asked for by name. */
  readonly planned: readonly Pick<LivePolicy, 'name'>[]
  /** The list after the run, or that of the plan if the run wrote nothing; null: there is none. */
  readonly live: readonly LivePolicy[] | null
}

/** Has the shape of LedgerDelta in git/merge-ledger.ts. */
export interface RunDelta {
  readonly settled: ReadonlyMap<string, Spec | null>
  readonly pending: ReadonlyMap<string, readonly (Spec | null)[]>
  readonly shown: ReadonlyMap<string, ShownSpec | null>
  readonly hasWritten: boolean
}

/**
 * - settled: every policy of the files that live now equals; null for a policy of
 *   the ledger that is in no file and not live any more, or that another project owns.
 *   A list that lacks a policy proves it gone only if this run deleted it; otherwise
 *   the next plan asks for the policy by name.
 * - pending: the specs that unfinished writes may have left. The spec from before is
 *   not among them: if it was somebody's edit, it still is. 'Absent before' is, so that
 *   a policy that a run has created may be deleted again.
 * - shown: the live specs that have fields which the schema does not know. Fields that
 *   came with a write of this tool are the server's own.
 */
export function ledgerDelta({ desired, ledger, given = [], plan, result, planned, live }: RunEnd): RunDelta {
  // After a kill, the writes in flight may or may not have been carried out.
  const isBegun = ({ status, attempts }: StepResult): boolean =>
    attempts > 0 || (live === null && status !== 'not-run')
  const begun = new Set(result.results.filter(isBegun).map(({ policy }) => policy))
  const settled =
    live === null ? new Map<string, Spec | null>() : settledOf({ desired, ledger, result, planned }, live)
  for (const name of given) settled.set(name, null)
  const unfinished = [...intentOf(plan)].filter(([policy]) => begun.has(policy) && !settled.has(policy))
  return {
    settled,
    pending: new Map(
      unfinished.map(([policy, [before, ...written]]) => [
        policy,
        before === null ? [null, ...written] : written,
      ]),
    ),
    shown: shownOf({ desired, ledger, result }, live ?? []),
    hasWritten: begun.size > 0,
  }
}

/**
 * For a policy that this run wrote, fields of the list that were not sent are the
 * server's own. For any other policy the recorded form stays: an edit of such a
 * field is drift until somebody judges it.
 */
function shownOf(
  { desired, ledger, result }: Pick<RunEnd, 'desired' | 'ledger' | 'result'>,
  live: readonly LivePolicy[],
): ReadonlyMap<string, ShownSpec | null> {
  const done = result.results.filter(({ status }) => status === 'applied')
  const written = new Set(done.map(({ policy }) => policy))
  const isRemembered = (name: string): boolean =>
    ledger?.shown !== undefined && ledger.policies.has(name) && !written.has(name)
  const looked = live.filter(
    (policy) => desired.has(policy.name) && !isRemembered(policy.name) && !isUnreadable(policy),
  )
  return new Map(
    looked.map(({ name, spec }) => [
      name,
      unknownFields(spec).length > 0 ? { spec, isAnswer: written.has(name) } : null,
    ]),
  )
}

function settledOf(
  { desired, ledger, result, planned }: Pick<RunEnd, 'desired' | 'ledger' | 'result' | 'planned'>,
  live: readonly LivePolicy[],
): Map<string, Spec | null> {
  const done = result.results.filter(({ status }) => status === 'applied' || status === 'skipped')
  const reached = new Set(done.map(({ policy }) => policy))
  const liveByName = new Map(live.map((policy) => [policy.name, policy]))
  const settled = new Map<string, Spec | null>()
  for (const [name, { spec }] of desired) {
    const now = liveByName.get(name)
    if (now === undefined || isUnreadable(now)) continue
    // The server may not show a value that was applied; the ledger's value counts until this run writes the policy.
    const applied = reached.has(name) ? null : (ledger?.policies.get(name) ?? null)
    if (isSameSpec(liveAsKnown(now.spec, applied, spec), spec)) settled.set(name, spec)
  }
  const remembered = [...(ledger?.policies.keys() ?? []), ...(ledger?.pending.keys() ?? [])]
  const wasThere = new Set(planned.map(({ name }) => name))
  for (const name of remembered) {
    if (desired.has(name) || liveByName.has(name)) continue
    if (reached.has(name) || !wasThere.has(name)) settled.set(name, null)
  }
  return settled
}
