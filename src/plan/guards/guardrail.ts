import type { RuleRef } from '../../access/model/decide.ts'
import type { Step } from '../plan.ts'
import type { Refusal } from './guard.ts'

/** A guardrail of the config that does not hold, with the request that shows it. */
export interface BrokenGuardrail {
  readonly name: string
  /** The rules that let the request through. */
  readonly causes: readonly RuleRef[]
  /** The request and its decision, in words. */
  readonly fact: string
}

/**
 * Refuses the steps whose rules break a guardrail, or, where it is broken
 * elsewhere, every step that may let something through. Steps that only narrow go on: they cannot break one, and in an
 * incident they must not wait for another fault to be mended.
 */
export function guardrailRefusals(
  broken: readonly BrokenGuardrail[],
  steps: readonly Step[],
): readonly Refusal[] {
  const risky = steps.filter(({ direction }) => direction !== 'narrower' && direction !== 'same')
  if (risky.length === 0) return []
  return broken.map(({ name, causes: rules, fact }) => {
    const causes = risky.filter(({ policy }) => rules.some((rule) => rule.policy === policy))
    return {
      policy: causes.length === 1 ? (causes[0]?.policy ?? null) : null,
      guard: 'guardrail',
      fact: `${name} would break: ${fact}`,
      remedy: 'only a change of the policies or of the config lifts it',
      holds: (causes.length > 0 ? causes : risky).map((step) => step.policy),
      isLifted: false,
    }
  })
}
