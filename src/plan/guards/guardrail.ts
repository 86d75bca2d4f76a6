import { directionLoosens } from '../../access/model/opens.ts'
import type { Step } from '../plan.ts'
import type { Refusal } from './guard.ts'

/** A guardrail of the config that a plan breaks. */
export interface BrokenGuardrail {
  /** Policies that have a part in it; empty: nobody knows. */
  readonly movedBy: readonly string[]
  /** The breach, in words. */
  readonly fact: string
}

/**
 * Refuses the steps that have a part in breaking a guardrail, or, where nobody
 * knows which those are, every step that may let something through. Steps that
 * only narrow go on: in an incident they must not wait for another fault to be
 * fixed.
 */
export function guardrailRefusals(
  broken: readonly BrokenGuardrail[],
  steps: readonly Step[],
): readonly Refusal[] {
  const risky = steps.filter(({ direction }) => directionLoosens(direction))
  if (risky.length === 0) return []
  return broken.map(({ movedBy, fact }) => {
    const movers = risky.filter(({ policy }) => movedBy.includes(policy))
    return {
      policy: movers.length === 1 ? (movers[0]?.policy ?? null) : null,
      guard: 'guardrail',
      fact,
      remedy: 'narrow the policies, or have the guardrail itself changed in policyctl.yaml',
      holds: (movers.length > 0 ? movers : risky).map((step) => step.policy),
      isLifted: false,
    }
  })
}
