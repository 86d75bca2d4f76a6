import { agentLabel } from '../policy/binding.ts'
import { naturalNames } from './natural-order.ts'
import { asCode, asName, listOf, say, type Words } from './span.ts'

/** Who a change is for: agents, or policies that nobody is known to be bound to. */
export function whoWords({
  agents,
  policies,
}: {
  readonly agents: readonly string[]
  readonly policies: readonly string[]
}): Words {
  if (agents.length > 0) return [listOf(naturalNames(agents.map(agentLabel)), asName)]
  return say`whoever is bound to ${listOf(naturalNames(policies), asCode)}`
}
