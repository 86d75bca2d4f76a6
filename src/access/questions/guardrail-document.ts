/** The form of a guardrail in documents (key `guardrails`). */
import type { Request } from '../../policy/request.ts'
import type { RuleRef } from '../model/decide.ts'
import type { Counterexample, GuardrailResult, GuardrailVerdict, ProofAssumption } from './guardrail.ts'

export interface GuardrailDocument {
  readonly name: string
  readonly result: GuardrailVerdict
  readonly assumptions: readonly ProofAssumption[]
  readonly agents: number
  readonly policies: number
  readonly counterexample: SentRequest | null
  readonly because: readonly RuleRef[]
}

/** A request with its sender, as `explain --requests` reads it. */
export type SentRequest = Request & ({ readonly agent: string } | { readonly policies: readonly string[] })

export function guardrailDocument({
  name,
  result,
  assumptions,
  agents,
  policies,
  counterexample,
  because,
}: GuardrailResult): GuardrailDocument {
  return {
    name,
    result,
    assumptions,
    agents,
    policies,
    counterexample: counterexample && sent(counterexample),
    because,
  }
}

function sent({ agent, policies, request }: Counterexample): SentRequest {
  return agent === null ? { ...request, policies } : { ...request, agent }
}
