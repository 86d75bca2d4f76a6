import type { Region } from '../access/region.ts'
import type { Rename } from '../change/compute-changes.ts'
import type { Exception } from '../plan/guards/exception.ts'
import type { Plan } from '../plan/plan.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Cause } from './cause.ts'

/** A plan with all that its readers want to know beside the document. */
export interface PlanView {
  readonly plan: Plan
  /** null: there is none yet; a text: why there can be none. */
  readonly ledger: LedgerState | string | null
  /** Live policies of the plan's `unmanaged`. */
  readonly unmanaged: readonly LivePolicy[]
  readonly renames: readonly Rename[]
  /** Denied between the two writes of a policy. */
  readonly outage: readonly Region[]
  readonly idleExceptions: readonly Exception[]
  readonly causesOf: (region: Region) => readonly Cause[]
}

export interface LedgerState {
  readonly revision: string
  /** ISO 8601. */
  readonly appliedAt: string
  /** Policies that live changed since. */
  readonly drifted: number
}
