/** Tells apart the steps that guards hold: those of this pull request, and those that waited without it. */
import { directionLoosens } from '../../access/model/opens.ts'
import type { TargetReport } from '../../answers/target-report.ts'
import type { Blocked, Step } from '../../plan/plan.ts'
import { acrossTargets } from './across-targets.ts'

export interface TargetBlock {
  readonly block: Blocked
  readonly targets: readonly string[]
  /** false: it holds only steps that were there without this pull request. */
  readonly isOwn: boolean
}

export interface HeldSteps {
  readonly blocked: readonly TargetBlock[]
  /** Number of policies whose steps are held. */
  readonly own: number
  readonly others: number
}

interface Judge {
  /** Tells whether a change of these policies belongs to this pull request. */
  readonly isOwn: (policies: readonly string[]) => boolean
  /** false: the guard is only told. */
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
  // If only a policy that changes hands is held, that is told as one step.
  return { blocked, own: held.length === 0 && found.length > 0 ? 1 : own, others: held.length - own }
}

/** Policies whose steps a guard holds. A guard that names none is about all steps of its kind. */
function heldBy({ policy, guard }: Blocked, steps: readonly Step[]): readonly string[] {
  if (policy !== null) return [policy]
  const kind = steps.filter(({ action, direction }) =>
    guard === 'mass-delete' ? action === 'delete' : guard !== 'guardrail' || directionLoosens(direction),
  )
  return (kind.length > 0 ? kind : steps).map((step) => step.policy)
}
