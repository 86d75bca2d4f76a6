/**
 * Splits the steps of a plan into written and blocked ones. All code uses this
 * module for it.
 */
import type { Plan, Step } from './plan.ts'

type StepsAndPhases = Pick<Plan, 'steps' | 'phases'>

export function writtenPolicies({ phases }: Pick<Plan, 'phases'>): ReadonlySet<string> {
  return new Set(phases.flatMap(({ writes }) => writes.map(({ policy }) => policy)))
}

/** Returns the steps without a write. */
export function blockedSteps({ steps, phases }: StepsAndPhases): readonly Step[] {
  const written = writtenPolicies({ phases })
  return steps.filter(({ policy }) => !written.has(policy))
}
