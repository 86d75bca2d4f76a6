/** Words for the bindings, and for their source. */
import type { PlanView } from '../answers/plan.ts'
import { agentLabel } from '../policy/binding.ts'
import type { BindingSource } from '../policy/live-bindings.ts'
import { naturalNames } from './natural-order.ts'
import { asCode, asName, listOf, say, type Words } from './span.ts'

/** `bindings from used_by`; '' where live names nobody. Our own words. */
export function bindingsText(source: BindingSource | 'ledger'): string {
  return source === 'documents' ? '' : `bindings from ${sourceText(source)}`
}

/** The same behind a name. */
export function bindingsBehind(source: BindingSource | 'ledger'): string {
  const text = bindingsText(source)
  return text === '' ? '' : ` · ${text}`
}

export function sourceText(source: BindingSource | 'ledger'): string {
  return SOURCES[source]
}

const SOURCES: Readonly<Record<BindingSource | 'ledger', string>> = {
  config: "agents' configuration",
  used_by: 'used_by',
  documents: 'PolicyBinding documents',
  ledger: 'the ledger',
}

/** Notes on bindings that look wrong. */
export function bindingNotes({
  dangling,
  goneAgents,
}: Pick<PlanView, 'dangling' | 'goneAgents'>): readonly Words[] {
  const gone = listOf(naturalNames(goneAgents.map(agentLabel)), asName)
  return [
    ...dangling.map(
      ({ agent, policy }) =>
        say`${asName(agentLabel(agent))} is bound to ${asCode(policy)}, and there is no such policy: it adds no vote`,
    ),
    ...(goneAgents.length === 0 ? [] : [say`used_by still names ${gone}, which the workspace no longer has`]),
  ]
}
