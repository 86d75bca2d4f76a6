import type { AccessSide } from '../../access/model/access-side.ts'
import { type Counterexample, checkGuardrails, type Guardrail } from '../../access/questions/guardrails.ts'
import { agentLabel } from '../../policy/binding.ts'
import type { BrokenGuardrail } from './guardrail.ts'

/** Guardrails that do not hold on a side. One that is only unproven holds under the pinned reading and blocks nothing. */
export function brokenGuardrails(
  guardrails: readonly Guardrail[],
  side: AccessSide,
): readonly BrokenGuardrail[] {
  if (guardrails.length === 0) return []
  return checkGuardrails(guardrails, side).flatMap(({ name, status, counterexample, causes }) => {
    if (status !== 'violated' || counterexample === null) return []
    return [{ name, causes, fact: factOf(counterexample) }]
  })
}

function factOf({ agent, policies, request, decision, route }: Counterexample): string {
  const who = agent === null ? `whoever is bound to ${policies.join(', ')}` : agentLabel(agent)
  const tags = request.tags.length === 0 ? '' : ` on a tool tagged ${request.tags.join(', ')}`
  const groups = route === null ? 'nobody that is named' : route.approvers.groups.join(', ')
  const words = { allow: 'allowed', deny: 'denied', approval_required: `approved by ${groups}` }[decision]
  return `${request.method} ${request.url}${tags} would be ${words} for ${who}`
}
