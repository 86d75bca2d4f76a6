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
 * The people or the log that watch a run while it writes: somebody at a
 * terminal, the log of a workflow, or nobody. Implemented by cli, by action, and
 * by tests.
 */
export interface Desk {
  /** True if there is somebody to ask. */
  readonly canAsk: boolean
  /**
   * Asks before something that cannot be taken back; only a clear yes is one.
   *
   * @param question without '[y/N]'.
   * @returns false also for a desk with nobody at it (nobody.ts).
   * @throws PolicyctlError confirmation-required where there is no terminal to ask on.
   */
  confirm(question: string): Promise<boolean>
  /**
   * Shows what is about to be written.
   *
   * @param isAsked whether somebody is to say yes to it. @returns whether it was shown.
   */
  showPlan(plan: PlanAnswer, about: { readonly isAsked: boolean }): Promise<boolean>
  /** Shows the lock before asking whether to remove it. */
  showLock(lock: LockFacts): Promise<void>
  /**
   * Shows the plans of several targets, all of them before the first write.
   *
   * @param isAsked as in showPlan. @returns whether they were shown.
   */
  showPlans(
    plans: SeveralAnswer<PlanAnswer | RefusalAnswer | PolicyctlError>,
    about: { readonly isAsked: boolean },
  ): Promise<boolean>
  /** From the first write to the last one. @param target of several that are written to at the same time; null: it is the only one. */
  watch(target: string | null): Watch
  /** @param of number of waves. */
  waveBegins(wave: Wave, of: number): void
  /** One of several targets has come to its end, whatever that is. */
  targetEnded(outcome: TargetOutcome<ApplyAnswer | RefusalAnswer>): void
}

/** Follows writes while they go on. */
export interface Watch {
  readonly progress: (progress: Progress) => void
  /** A failure after which it is tried again. */
  readonly trouble: (failure: StoreFailure) => void
  /** Explains a pause. */
  readonly notice: (text: string) => void
  /** Somebody stops the run: what is in flight is finished. */
  readonly stopping: () => void
  /** Nothing more is shown. */
  end(): void
}
