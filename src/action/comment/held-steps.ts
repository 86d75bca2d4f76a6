/** Divides the steps that guards block into those of this pull request and others. */
import { directionLoosens } from '../../access/model/opens.ts'
import type { TargetReport } from '../../answers/target-report.ts'
import type { Blocked, Step } from '../../plan/plan.ts'
import { acrossTargets } from './across-targets.ts'

export interface TargetBlock {
  readonly block: Blocked
  readonly targets: readonly string[]
  /** False if the guard blocks only steps that are not from this pull request. */
  readonly isOwn: boolean
}

export interface HeldSteps {
  readonly blocked: readonly TargetBlock[]
  /** Number of policies whose steps are blocked. */
  readonly own: number
  readonly others: number
}

interface Judge {
  /** Tells whether a change of these policies belongs to this pull request. */
  readonly isOwn: (policies: readonly string[]) => boolean
  /** False if the guard is reported but does not block. */
  readonly isHeld: (block: Blocked) => boolean
}

export function heldStepsOf(
  plans: readonly Extract<TargetReport, { kind: 'plan' }>[],
  { isOwn, isHeld }: Judge,
): HeldSteps {
  const found = plans.flatMap(({ name, plan }) =>
    plan.blocked.filter(isHeld).map((block) => ({ name, block, held: heldBy(block, plan.steps) })),
  )
  const named = found.map(({ name, block, held }) => ({
    name,
    value: { block, isOwn: held.length === 0 || held.some((policy) => isOwn([policy])) },
  }))
  const blocked = acrossTargets(named, JSON.stringify).map(({ value, targets }) => ({ ...value, targets }))
  const held = [...new Set(found.flatMap((one) => one.held))]
  const own = held.filter((policy) => isOwn([policy])).length
  // If only a hand-over is blocked, it counts as one step.
  return { blocked, own: held.length === 0 && found.length > 0 ? 1 : own, others: held.length - own }
}

/** Finds the policies whose steps a guard blocks. A guard that names no policy blocks all steps of its kind. */
function heldBy({ policy, guard }: Blocked, steps: readonly Step[]): readonly string[] {
  if (policy !== null) return [policy]
  const kind = steps.filter(({ action, direction }) =>
    guard === 'mass-delete' ? action === 'delete' : guard !== 'guardrail' || directionLoosens(direction),
  )
  return (kind.length > 0 ? kind : steps).map((step) => step.policy)
}
