import type { Guardrail } from '../access/questions/guardrail.ts'
import type { Config } from '../files/config.ts'

/** The guardrails of a config, each with the policies of its ceiling. */
export function guardrailsOf({ guardrails, ceilings }: Config): readonly Guardrail[] {
  return guardrails.map(({ atMost, ...guardrail }) => {
    if (atMost === undefined) return guardrail
    const ceiling = ceilings.get(atMost)
    if (ceiling === undefined) throw new Error(`the ceiling ${atMost} was not read`)
    return { ...guardrail, atMost: { name: atMost, policies: ceiling.policies } }
  })
}
