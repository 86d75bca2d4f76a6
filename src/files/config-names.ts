/** Refuses guardrails of one name: documents and refusals know a guardrail by its name alone. */
import type { ConfigFault } from './config-fault.ts'
import type { Config } from './config-shape.ts'

/**
 * Returns the fault of the first name that is used again; null if there is none.
 * Targets do not tell two of them apart: a run that is not about one target holds both.
 */
export function wrongName({ guardrails }: Pick<Config, 'guardrails'>): ConfigFault | null {
  const first = new Map<string, number>()
  for (const [index, { name }] of guardrails.entries()) {
    const earlier = first.get(name)
    if (earlier !== undefined)
      return {
        path: ['guardrails', index, 'name'],
        message: `guardrails.${index}.name: guardrails.${earlier} has this name too`,
        otherPath: ['guardrails', earlier, 'name'],
        hint: 'give each guardrail a name of its own: results, and what was broken before, are known by the name',
      }
    first.set(name, index)
  }
  return null
}
