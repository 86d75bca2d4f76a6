import type { PlanView } from '../answers/plan.ts'
import { computeDrift } from '../change/compute-drift.ts'
import { withHeldIntent } from '../git/held-intent.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { ledgerWithout } from '../policy/ledger-without.ts'
import { heldLock } from '../workbench/held-lock.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import type { Prepared } from './planning.ts'

export interface PlanOrigin {
  /** The parsed files of the plan, for places; none if it comes from elsewhere. */
  readonly policies: readonly ParsedPolicy[]
  /** True if blocked steps are left out and the rest goes on. */
  readonly skipsBlocked: boolean
  /** Revision whose config judges, where it is not that of the files. */
  readonly configOf: string | null
}

/** Collects the facts that readers of a plan need. */
export function planView(prepared: Prepared, { policies, skipsBlocked, configOf }: PlanOrigin): PlanView {
  const { plan, changes, before, after, temporaryLosses, idleExceptions, rulings, live, lock, unreadable } =
    prepared
  const { unmanagedAre } = prepared
  const listed = new Set(unmanagedAre === 'ignore' ? [] : plan.unmanaged)
  return {
    plan,
    ledger: prepared.noLedger ?? ledgerState(prepared),
    lock: heldLock(lock, new Date(plan.createdAt)),
    unmanaged: [
      ...unreadable.filter(({ name }) => plan.unmanaged.includes(name)),
      ...live.filter(({ name }) => listed.has(name)),
    ],
    unmanagedAre,
    takenOver: new Set(changes.adopted),
    dangling: prepared.dangling,
    goneAgents: prepared.goneAgents,
    temporaryLosses,
    idleExceptions,
    rulings,
    uncommitted: prepared.uncommitted,
    configOf,
    guardrails: prepared.guardrails,
    skipsBlocked,
    causesOf: causesFinder(before, after, policies),
    files: policies,
    before,
    after,
    served: prepared.served,
  }
}

/** The writes that the lock's holder intends are nobody's edit, as in the plan itself. */
function ledgerState({ snapshot, live, unreadable, lock, serverFields }: Prepared): PlanView['ledger'] {
  const whole = withHeldIntent(snapshot, lock)
  if (whole === null) return null
  // A policy that cannot be read was not seen to be edited.
  const ledger = ledgerWithout(
    whole,
    unreadable.map(({ name }) => name),
  )
  const { changes, interrupted } = computeDrift({ ledger, live, former: new Set(), serverFields })
  const { revision, appliedAt } = ledger
  return { revision, appliedAt, editedLive: changes.map(({ policy }) => policy), interrupted }
}
