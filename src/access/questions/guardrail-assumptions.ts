/**
 * Finds the assumptions of a proof: those without which the guardrail would not hold.
 * docs/access-model.md explains them.
 */
import type { Guardrail, ProofAssumption } from './guardrail.ts'
import { breachAsPinned, breachUnderAnyReading, type Held } from './guardrail-breach.ts'
import { restsOnPaths } from './paths-as-text.ts'

/** @param guardrail that is proven. In alphabetical order. */
export function assumptionsOf(guardrail: Guardrail, held: Held): readonly ProofAssumption[] {
  return [
    ...(restsOnBindings(guardrail, held) ? (['bindings-as-seen'] as const) : []),
    ...(restsOnPaths(guardrail, held) ? (['paths-as-text'] as const) : []),
  ]
}

/**
 * A guardrail that names agents, or compares them one by one, relies on the
 * bindings that were seen; any other relies on them if another binding would break it.
 */
function restsOnBindings(guardrail: Guardrail, { side }: Held): boolean {
  if (guardrail.agents !== undefined) return true
  if (guardrail.bindings === 'any') return false
  if (guardrail.atMost?.bindings !== undefined) return true
  const any = { side, subjects: side.singles() }
  return breachAsPinned(guardrail, any) !== null || breachUnderAnyReading(guardrail, any) !== null
}
