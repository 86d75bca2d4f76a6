/** Who has which policy, and where that is known from. Not yet safe to print. */
import type { PlanView } from '../answers/plan.ts'
import { agentLabel } from '../policy/binding.ts'
import type { BindingSource } from '../policy/live-bindings.ts'

/** `bindings from used_by`; '' where live names nobody. */
export function bindingsText(source: BindingSource): string {
  return source === 'documents' ? '' : `bindings from ${sourceWords(source)}`
}

export function sourceWords(source: BindingSource): string {
  return SOURCES[source]
}

const SOURCES: Readonly<Record<BindingSource, string>> = {
  config: "agents' configuration",
  used_by: 'used_by',
  documents: 'PolicyBinding documents',
}

/** What is odd about who has what. */
export function bindingNotes({
  dangling,
  goneAgents,
}: Pick<PlanView, 'dangling' | 'goneAgents'>): readonly string[] {
  return [
    ...dangling.map(
      ({ agent, policy }) => `${agentLabel(agent)} has ${policy}, which nobody has: it adds no vote`,
    ),
    ...(goneAgents.length === 0
      ? []
      : [`used_by still names ${goneAgents.map(agentLabel).join(', ')}, which the workspace has no more`]),
  ]
}
