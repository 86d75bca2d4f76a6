import type { Plan, Step } from '../plan/plan.ts'
import { inNaturalOrder } from './natural-order.ts'

export interface NumberedStep {
  readonly step: Step
  /** The numbers of its writes, from 1: a policy with an interim spec has two, a blocked one has none. */
  readonly numbers: readonly number[]
}

/**
 * Sorts steps for reading: by their first write, blocked ones last. Writes of one
 * phase may happen in any order, so they are numbered in natural order of the names.
 */
export function stepsInOrder({ steps, phases }: Pick<Plan, 'steps' | 'phases'>): readonly NumberedStep[] {
  const writes = phases.flatMap((phase) => inNaturalOrder(phase.writes, ({ policy }) => policy))
  const numbers = new Map<string, number[]>()
  for (const [index, { policy }] of writes.entries()) {
    numbers.set(policy, [...(numbers.get(policy) ?? []), index + 1])
  }
  const numbered = inNaturalOrder(steps, ({ policy }) => policy).map((step) => ({
    step,
    numbers: numbers.get(step.policy) ?? [],
  }))
  return numbered.sort((a, b) => firstOf(a) - firstOf(b))
}

/** The number of the first write. For blocked steps it is finite, so that two of them compare as equal. */
function firstOf({ numbers }: NumberedStep): number {
  return numbers[0] ?? Number.MAX_SAFE_INTEGER
}
