/**
 * `safety.widening: approve` on GitHub: the approval that it demands is an approving
 * review of the pull request. If the base branch requires reviews, a plan without one
 * does not fail, since GitHub blocks the merge.
 */
import { configFor } from '../files/config-for.ts'
import type { Config } from '../files/config-shape.ts'
import type { CheckedTarget } from './checked.ts'
import { isApproved, type Pull } from './github/pulls.ts'
import type { Session } from './session.ts'

export interface Widening {
  readonly isApproved: boolean
  /** True if the guard fails the run; else it is only reported. */
  readonly isHeld: boolean
}

/** @param pull null: GitHub could not be asked. @returns null if the config demands no approval, or nothing is proposed. */
export function wideningOf({ project, base, run }: Session, pull: Pull | null): Widening | null {
  if (base === null || !asksForApproval(project.config)) return null
  // A pull request in the merge queue has passed its own check, with its approval.
  if (run.trigger.kind === 'merge-group') return { isApproved: false, isHeld: false }
  if (pull === null) return { isApproved: false, isHeld: true }
  const isGiven = isApproved(pull)
  return { isApproved: isGiven, isHeld: !isGiven && pull.decision === null }
}

/** Tells whether the config demands an approval for any target. */
function asksForApproval(config: Config): boolean {
  return [null, ...config.targets.keys()].some(
    (target) => configFor(config, target).safety.widening === 'approve',
  )
}

/** Drops guard widening from the status of a plan if it does not fail the run; other failures stay. */
export function withoutWidening(checked: CheckedTarget, widening: Widening | null): CheckedTarget {
  if (widening === null || widening.isHeld) return checked
  return { ...checked, status: checked.statusOnceApproved }
}
