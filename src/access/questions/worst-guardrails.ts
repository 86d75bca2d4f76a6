import type { GuardrailResult, GuardrailVerdict } from './guardrail.ts'

/** The worst outcome of one guardrail over all places that it was checked for. */
export type GuardrailOutcome = Pick<GuardrailResult, 'name' | 'result' | 'assumptions'>

const WORST_FIRST: readonly GuardrailVerdict[] = ['violated', 'matches-nothing', 'unproven', 'proven']

/** Joins the results of guardrails for several workspaces: each guardrail once, with its worst result. */
export function worstGuardrails(held: readonly (readonly GuardrailOutcome[])[]): readonly GuardrailOutcome[] {
  const worst = new Map<string, GuardrailOutcome>()
  for (const { name, result, assumptions } of held.flat()) {
    const known = worst.get(name)
    if (known === undefined || rank(result) < rank(known.result))
      worst.set(name, { name, result, assumptions })
    else if (result === known.result)
      worst.set(name, { ...known, assumptions: [...new Set([...known.assumptions, ...assumptions])].sort() })
  }
  return [...worst.values()]
}

function rank(verdict: GuardrailVerdict): number {
  return WORST_FIRST.indexOf(verdict)
}
