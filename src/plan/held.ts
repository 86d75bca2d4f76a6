/**
 * Splits the steps of a plan into those that are written and those that a guard
 * holds back. Nothing else decides this.
 */
import type { Plan, Step } from './plan.ts'

type Told = Pick<Plan, 'steps' | 'phases'>

export function writtenPolicies({ phases }: Pick<Plan, 'phases'>): ReadonlySet<string> {
  return new Set(phases.flatMap(({ writes }) => writes.map(({ policy }) => policy)))
}

/** Steps without a write. */
export function heldSteps({ steps, phases }: Told): readonly Step[] {
  const written = writtenPolicies({ phases })
  return steps.filter(({ policy }) => !written.has(policy))
}
