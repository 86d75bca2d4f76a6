import { computeDrift } from '../change/compute-drift.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { PlanView } from '../report/plan-view.ts'
import { causesFinder } from './place-causes.ts'
import type { Planning, Prepared } from './planning.ts'

/** What the reports of a plan show. @param policies of the files that it was made from. */
export function planView(
  prepared: Prepared,
  { ledger }: Planning,
  policies: readonly ParsedPolicy[],
): PlanView {
  const { plan, before, after, renames, outage, idleExceptions, live } = prepared
  const unmanaged = new Set(plan.unmanaged)
  return {
    plan,
    ledger: ledger.place === null ? ledger.reason : ledgerState(prepared),
    unmanaged: live.filter(({ name }) => unmanaged.has(name)),
    renames,
    outage,
    idleExceptions,
    causesOf: causesFinder(before, after, policies),
  }
}

function ledgerState({ snapshot, live }: Prepared): PlanView['ledger'] {
  if (snapshot === null) return null
  const { changes } = computeDrift({ ledger: snapshot, live, former: new Set() })
  return { revision: snapshot.revision, appliedAt: snapshot.appliedAt, drifted: changes.length }
}
