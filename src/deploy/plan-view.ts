import type { HeldLock, PlanView } from '../answers/plan-view.ts'
import { computeDrift } from '../change/compute-drift.ts'
import { withHeldIntent } from '../git/held-intent.ts'
import { ageOf, type Lock } from '../git/lock.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { causesFinder } from './place-causes.ts'
import type { Planning, Prepared } from './planning.ts'

/** What the reports of a plan show. @param policies of the files that it was made from. */
export function planView(
  prepared: Prepared,
  { ledger, invocation }: Planning,
  policies: readonly ParsedPolicy[],
): PlanView {
  const { plan, changes, before, after, renames, outage, idleExceptions, rulings, live, lock } = prepared
  const unmanaged = new Set(plan.unmanaged)
  return {
    plan,
    ledger: ledger.place === null ? ledger.reason : ledgerState(prepared),
    lock: heldLock(lock, new Date(plan.createdAt)),
    unmanaged: live.filter(({ name }) => unmanaged.has(name)),
    takenOver: new Set(changes.adopted),
    renames,
    outage,
    idleExceptions,
    rulings,
    guardrails: prepared.guardrails,
    skipsBlocked: invocation.options.skipBlocked === true,
    causesOf: causesFinder(before, after, policies),
  }
}

export function heldLock(lock: Lock | null, now: Date): HeldLock | null {
  return lock === null ? null : { holder: lock.actor, age: ageOf(lock.since, now) }
}

/** What the lock's holder is about to write is nobody's edit, as in the plan itself. */
function ledgerState({ snapshot, live, lock }: Prepared): PlanView['ledger'] {
  const ledger = withHeldIntent(snapshot, lock)
  if (ledger === null) return null
  const { changes, interrupted } = computeDrift({ ledger, live, former: new Set() })
  const { revision, appliedAt } = ledger
  return { revision, appliedAt, editedLive: changes.map(({ policy }) => policy), interrupted }
}
