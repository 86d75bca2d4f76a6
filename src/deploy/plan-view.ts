import type { PlanView } from '../answers/plan.ts'
import { computeDrift, markAdopted } from '../change/compute-drift.ts'
import { withHeldIntent } from '../git/held-intent.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { ledgerWithout } from '../policy/ledger-without.ts'
import { heldLock } from '../workbench/held-lock.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import type { Prepared } from './planning.ts'

export interface PlanOrigin {
  /** The parsed files of the plan, for places; empty if it is not made from files. */
  readonly policies: readonly ParsedPolicy[]
  /** True if the run leaves blocked steps out and goes on. */
  readonly skipsBlocked: boolean
  /** Revision whose config judges; null: that of the files. */
  readonly configOf: string | null
  /** True for apply and rollback. Default: false. */
  readonly isRun?: boolean
}

/** Collects the facts that readers of a plan need. */
export function planView(
  prepared: Prepared,
  { policies, skipsBlocked, configOf, isRun = false }: PlanOrigin,
): PlanView {
  const { plan, changes, before, after, temporaryLosses, idleExceptions, rulings, live, lock, unreadable } =
    prepared
  const { unmanagedAre } = prepared
  const listed = new Set(unmanagedAre === 'ignore' ? [] : plan.unmanaged)
  return {
    plan,
    ledger: prepared.noLedger ?? ledgerState(prepared),
    lock: heldLock(lock, new Date(plan.createdAt)),
    unmanaged: markAdopted(
      [
        ...unreadable.filter(({ name }) => plan.unmanaged.includes(name)),
        ...live.filter(({ name }) => listed.has(name)),
      ],
      prepared.snapshot,
    ),
    unmanagedAre,
    takenOver: new Set(changes.adopted),
    dangling: prepared.dangling,
    goneAgents: prepared.goneAgents,
    temporaryLosses,
    idleExceptions,
    rulings,
    uncommitted: prepared.uncommitted,
    configOf,
    isRun,
    guardrails: prepared.guardrails,
    skipsBlocked,
    causesOf: causesFinder(before, after, policies),
    files: policies,
    before,
    after,
    served: prepared.served,
  }
}

/** Compares ledger and live. As in the plan itself, the writes that a lock's holder intends do not count as edits. */
function ledgerState({ snapshot, live, unreadable, lock, serverFields }: Prepared): PlanView['ledger'] {
  const whole = withHeldIntent(snapshot, lock)
  if (whole === null) return null
  // It is not known whether a policy that cannot be read was edited.
  const ledger = ledgerWithout(
    whole,
    unreadable.map(({ name }) => name),
  )
  const { changes, interrupted } = computeDrift({ ledger, live, former: new Set(), serverFields })
  const { revision, appliedAt } = ledger
  return { revision, appliedAt, editedLive: changes.map(({ policy }) => policy), interrupted }
}
