/** Checks guardrails against the access after a plan, unmanaged policies included, and finds those that the plan itself breaks. */
import type { Counterexample, Guardrail, GuardrailResult } from '../../access/questions/guardrail.ts'
import { checkGuardrails } from '../../access/questions/guardrails.ts'
import { type BeforeAndAfter, newlyBroken } from '../../access/questions/newly-broken.ts'
import { agentLabel } from '../../policy/binding.ts'
import { type JudgedGuardrail, judgeUnmanaged } from './broken-by-unmanaged.ts'
import type { BrokenGuardrail } from './guardrail.ts'

export interface PlannedGuardrail extends JudgedGuardrail {
  /** null: it holds, or it was broken before and no step contributes to that. */
  readonly brokenByPlan: BrokenGuardrail | null
  /** It is broken, and no step of the plan contributes to that. */
  readonly isBrokenBefore: boolean
}

/**
 * @returns results in the order of the config.
 *
 * @param unmanaged names of live policies that neither a file nor the ledger has.
 */
export function plannedGuardrails(
  guardrails: readonly Guardrail[],
  sides: BeforeAndAfter,
  unmanaged: readonly string[],
): readonly PlannedGuardrail[] {
  const checked = checkGuardrails(guardrails, sides.after)
  const results = judgeUnmanaged(checked, guardrails, { unmanaged, side: sides.after })
  return results.map((result, index) => {
    const guardrail = guardrails[index]
    const breach =
      result.result === 'violated' && guardrail !== undefined ? newlyBroken(guardrail, sides) : null
    if (breach !== null) {
      const { counterexample, because, movedBy } = breach
      const fact = `the guardrail ${result.name} would break: ${breachWords(counterexample)}`
      return { ...result, counterexample, because, brokenByPlan: { movedBy, fact }, isBrokenBefore: false }
    }
    const brokenByPlan = unmatchedPart(result)
    const isBrokenBefore = result.result === 'violated' && brokenByPlan === null
    return { ...result, brokenByPlan, isBrokenBefore }
  })
}

/** A method or a pattern that nothing can match is a typing error, so the guardrail matches nothing. */
function unmatchedPart({ name, unmatched }: GuardrailResult): BrokenGuardrail | null {
  const slip = unmatched.find(({ part }) => part !== 'agents')
  if (slip === undefined) return null
  return {
    movedBy: [],
    fact: `the guardrail ${name} matches nothing: ${slip.part} '${slip.value}' ${slip.reason}`,
  }
}

/** `POST https://… would be allowed for billing-agent`. */
export function breachWords({ agent, policies, request, decision, route }: Counterexample): string {
  const who = agent === null ? `any agent bound to ${policies.join(', ')}` : agentLabel(agent)
  const tags = request.tags.length === 0 ? '' : ` on a tool tagged ${request.tags.join(', ')}`
  const groups = route === null ? 'nobody' : route.approvers.groups.join(', ')
  const words = { allow: 'allowed', deny: 'denied', approval_required: `approved by ${groups}` }[decision]
  return `${request.method} ${request.url}${tags} would be ${words} for ${who}`
}
