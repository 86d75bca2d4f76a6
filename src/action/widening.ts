/**
 * `safety.widening: approve` on GitHub: the yes that it asks for is the approval
 * of the pull request. A plan is not refused for want of it where the base
 * branch asks for reviews, since GitHub does not let it merge without.
 */
import { statusOfDemands } from '../answers/demands.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
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

/** Computes the status of a plan for a run that guard widening does not hold up. */
export function withoutWidening(
  checked: CheckedTarget,
  widening: Widening | null,
  failOn: 'wider' | null,
): CheckedTarget {
  const { report } = checked
  if (widening === null || widening.isHeld || report.kind !== 'plan') return checked
  const { access, steps, blocked } = report.plan
  const isBlocked = blocked.some(({ guard }) => guard !== 'widening')
  const demands = { failOn, exitCode: false }
  return {
    ...checked,
    status: strongest(
      isBlocked ? EXIT.refused : EXIT.done,
      statusOfDemands(demands, { access, isDifferent: steps.length > 0 }),
    ),
  }
}
