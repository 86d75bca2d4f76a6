import type { Region } from '../access/model/region.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { failsForUnmanaged } from '../plan/guards/broken-by-unmanaged.ts'
import type { Ruling } from '../plan/guards/check-guards.ts'
import type { Exception } from '../plan/guards/exception.ts'
import type { Safety } from '../plan/guards/guard.ts'
import type { PlannedGuardrail } from '../plan/guards/planned-guardrails.ts'
import type { Plan } from '../plan/plan.ts'
import type { Planned } from '../plan/plan-input.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import type { Binding } from '../policy/binding.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Answer } from './answer.ts'
import type { Cause } from './cause.ts'
import { type Demands, statusOfDemands } from './demands.ts'

/** The effect that an apply would have; the document is also the plan file. */
export type PlanAnswer = Answer<'plan', Plan, PlanView>

/** A plan with further facts for the media. */
export interface PlanView extends Pick<Planned, 'before' | 'after' | 'served'> {
  readonly plan: Plan
  /** null: there is none yet; a text: the reason why there can be none. */
  readonly ledger: LedgerState | string | null
  /** null: nobody holds the lock. */
  readonly lock: HeldLock | null
  /** The live policies of the plan's `unmanaged`; if the config ignores these, only those that cannot be read. */
  readonly unmanaged: readonly LivePolicy[]
  /** `safety.unmanaged` of the config. */
  readonly unmanagedAre: Safety['unmanaged']
  /** Policies with a file that are live, and were never applied from here. */
  readonly takenOver: ReadonlySet<string>
  /** Bindings of agents to a policy that does not exist in the workspace and that no file has. */
  readonly dangling: readonly Binding[]
  /** Agents that `used_by` still names, and that are gone. */
  readonly goneAgents: readonly string[]
  /** Access that is denied between the two writes of a policy. */
  readonly temporaryLosses: readonly Region[]
  readonly idleExceptions: readonly Exception[]
  /** Policy files and deciding files that differ from HEAD. */
  readonly uncommitted: readonly string[]
  /** Commit of the config that the guards use; null: the config beside the files. */
  readonly configOf: string | null
  /** The rulings of all guards; those that are not lifted are in the plan's `blocked`. */
  readonly rulings: readonly Ruling[]
  /** True if the other steps are applied although some are blocked. */
  readonly skipsBlocked: boolean
  /** True if apply or rollback shows it, so that a refusal is one and not a forecast. Default: false. */
  readonly isRun?: boolean
  readonly guardrails: readonly PlannedGuardrail[]
  readonly causesOf: (region: Region) => readonly Cause[]
  /** The files of the plan, for places; [] for a plan that is not made from files. */
  readonly files: readonly ParsedPolicy[]
}

/** The exit status is 3 if a guard blocks a step: an apply would be refused. */
export function planAnswer(view: PlanView, demands: Demands): PlanAnswer {
  const { plan } = view
  const { access, steps, blocked } = plan
  const status = strongest(
    blocked.length > 0 ? EXIT.refused : EXIT.done,
    failsForUnmanaged(view.guardrails, view.unmanagedAre) ? EXIT.no : EXIT.done,
    statusOfDemands(demands, { access, isDifferent: steps.length > 0 || uncomparedIn(plan).length > 0 }),
  )
  return { kind: 'plan', document: plan, status, view }
}

/** The lock of another apply, running or dead. */
export interface HeldLock {
  readonly holder: string
  /** `20 s`, `4 min`. */
  readonly age: string
}

export interface LedgerState {
  readonly revision: string
  /** ISO 8601. */
  readonly appliedAt: string
  /** Policies that somebody changed live since the last apply. */
  readonly editedLive: readonly string[]
  /** Policies that an apply left half done: one that was interrupted, or the one that holds the lock. */
  readonly interrupted: readonly string[]
}
