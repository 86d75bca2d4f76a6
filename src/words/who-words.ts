import { agentLabel } from '../policy/binding.ts'
import { naturalNames } from './natural-order.ts'
import { asCode, asName, listOf, say, type Words } from './span.ts'

/** Names the agents that a change affects, or the policies if no known agent is bound to them. */
export function whoWords({
  agents,
  policies,
}: {
  readonly agents: readonly string[]
  readonly policies: readonly string[]
}): Words {
  if (agents.length > 0) return [listOf(naturalNames(agents.map(agentLabel)), asName)]
  return say`any agent bound to ${listOf(naturalNames(policies), asCode)}`
}
