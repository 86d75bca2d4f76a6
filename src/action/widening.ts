/**
 * `safety.widening: approve` on GitHub: the yes that it asks for is the approval
 * of the pull request. A plan is not refused for want of it where the base
 * branch asks for reviews, since GitHub does not let it merge without.
 */
import { configFor } from '../files/config-for.ts'
import type { Config } from '../files/config-shape.ts'
import type { CheckedTarget } from './checked.ts'
import { isApproved, type Pull } from './github/pulls.ts'
import type { Session } from './session.ts'

export interface Widening {
  readonly isApproved: boolean
  /** True if the guard holds the run up; else it is only told. */
  readonly isHeld: boolean
}

/** @param pull null where GitHub could not be asked. @returns null where the config asks for no approval, or nothing is proposed. */
export function wideningOf({ project, base, run }: Session, pull: Pull | null): Widening | null {
  if (base === null || !asksForApproval(project.config)) return null
  // A pull request came into the queue by its own check and its approval.
  if (run.trigger.kind === 'merge-group') return { isApproved: false, isHeld: false }
  if (pull === null) return { isApproved: false, isHeld: true }
  const isGiven = isApproved(pull)
  return { isApproved: isGiven, isHeld: !isGiven && pull.decision === null }
}

/** Some targets may ask, and others not: a plan that needs none is not held by the guard. */
function asksForApproval(config: Config): boolean {
  return [null, ...config.targets.keys()].some(
    (target) => configFor(config, target).safety.widening === 'approve',
  )
}

/** A plan in a run that guard widening does not hold up; whatever else fails it still does. */
export function withoutWidening(checked: CheckedTarget, widening: Widening | null): CheckedTarget {
  if (widening === null || widening.isHeld) return checked
  return { ...checked, status: checked.statusOnceApproved }
}
