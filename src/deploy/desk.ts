import type { ApplyAnswer } from '../answers/apply.ts'
import type { PlanAnswer } from '../answers/plan.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { SeveralAnswer, TargetOutcome } from '../answers/several.ts'
import type { LockFacts } from '../answers/unlock.ts'
import type { Progress } from '../apply/run.ts'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Wave } from '../fleet/waves.ts'

/**
 * The audience of a run that writes: a person at a terminal, the log of a
 * workflow, or nobody. cli, action and tests implement it.
 */
export interface Desk {
  /** True if there is somebody to ask. */
  readonly canAsk: boolean
  /**
   * Asks before something that cannot be undone. Only a clear yes counts.
   *
   * @param question without '[y/N]'.
   * @returns false also for a desk with nobody at it (nobody.ts).
   * @throws PolicyctlError confirmation-required if there is no terminal to ask on.
   */
  confirm(question: string): Promise<boolean>
  /**
   * Shows a plan before it is written.
   *
   * @param isAsked true if a person has to confirm it. @returns true if it was shown.
   */
  showPlan(plan: PlanAnswer, about: { readonly isAsked: boolean }): Promise<boolean>
  /** Shows the lock before asking whether to remove it. */
  showLock(lock: LockFacts): Promise<void>
  /**
   * Shows the plans of several targets, all of them before the first write.
   *
   * @param isAsked as in showPlan. @returns true if they were shown.
   */
  showPlans(
    plans: SeveralAnswer<PlanAnswer | RefusalAnswer | PolicyctlError>,
    about: { readonly isAsked: boolean },
  ): Promise<boolean>
  /** Called before the first write of a target. @param target its name if there are several; null: it is the only one. */
  watch(target: string | null): Watch
  /** @param of the number of waves. */
  waveBegins(wave: Wave, of: number): void
  /** Called for each of several targets when it is done or has failed. */
  targetEnded(outcome: TargetOutcome<ApplyAnswer | RefusalAnswer>): void
}

/** Follows writes while they go on. */
export interface Watch {
  readonly progress: (progress: Progress) => void
  /** Called with a failure after which the request is repeated. */
  readonly trouble: (failure: StoreFailure) => void
  /** Explains a pause. */
  readonly notice: (text: string) => void
  /** Called when somebody stops the run; writes in flight are finished. */
  readonly stopping: () => void
  /** Called after the last write. */
  end(): void
}
