/** Which steps of a plan are written, and which a guard holds back. Asked here and nowhere else. */
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
