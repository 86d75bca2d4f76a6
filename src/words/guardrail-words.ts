/** Guardrails in the words of every medium. Not yet safe to print. */
import type { Counterexample, GuardrailResult, GuardrailVerdict } from '../access/questions/guardrail.ts'
import { agentName, outcomeWords, witnessWords } from './region-words.ts'

/** One guardrail: what came out, and what has to be known of it, a line each. */
export interface GuardrailNote {
  readonly name: string
  readonly verdict: GuardrailVerdict
  readonly facts: readonly string[]
}

/** A result; in a plan also whether the plan itself breaks it. */
export type NotedGuardrail = GuardrailResult & { readonly brokenByPlan?: object | null }

export interface GuardrailNoteOptions {
  /** Names those that are proven too. */
  readonly verbose: boolean
  /** Live policies that no file and no ledger knows. */
  readonly unmanaged?: ReadonlySet<string>
}

/** `3 of 4 proven`. */
export function guardrailCount(results: readonly GuardrailResult[]): string {
  const proven = results.filter(({ result }) => result === 'proven').length
  return `${proven} of ${results.length} proven`
}

/** Those that are not proven, in the order of the config. */
export function guardrailNotes(
  results: readonly NotedGuardrail[],
  options: GuardrailNoteOptions,
): readonly GuardrailNote[] {
  return results
    .filter(({ result }) => options.verbose || result !== 'proven')
    .map((guardrail) => ({
      name: guardrail.name,
      verdict: guardrail.result,
      facts: factsOf(guardrail, options.unmanaged ?? new Set()),
    }))
}

function factsOf(guardrail: NotedGuardrail, unmanaged: ReadonlySet<string>): readonly string[] {
  const { result, counterexample, because, unmatched, agents, policies } = guardrail
  if (result === 'matches-nothing')
    return unmatched.map(({ part, value, reason }) => `${part} '${value}' ${reason}`)
  if (counterexample === null) return [`held against ${agents} agents and ${policies} policies`]
  const rules = because.map(({ policy, rule }) => `${policy}#${rule}`).join(', ')
  const strangers = [...new Set(because.map(({ policy }) => policy))].filter((name) => unmanaged.has(name))
  return [
    `${who(counterexample)}: ${witnessWords(counterexample.request)}`,
    result === 'violated'
      ? outcomeWords(counterexample.decision, counterexample.route)
      : `may be ${possibleWords(counterexample)}, if the server reads policies otherwise (docs/access-model.md)`,
    ...(rules === '' ? [] : [rules]),
    ...strangers.map((name) => `${name} is unmanaged: it was made elsewhere, and no step changes it`),
    ...(result === 'violated' && guardrail.brokenByPlan === null
      ? ['broken already; no step of this plan has a part in it']
      : []),
  ]
}

function who({ agent, policies }: Counterexample): string {
  return agent === null ? `whoever is bound to ${policies.join(', ')}` : agentName(agent)
}

function possibleWords({ decision }: Counterexample): string {
  return decision === 'approval_required' ? 'approved by others' : outcomeWords(decision, null)
}
