/** Words for the bindings, and for their source. */
import type { PlanView } from '../answers/plan.ts'
import { agentLabel, type Binding, type Bindings } from '../policy/binding.ts'
import type { BindingSource } from '../policy/live-bindings.ts'
import { naturalNames } from './natural-order.ts'
import { asCode, asName, listOf, listOfWords, own, say, type Words } from './span.ts'

/** `bindings from used_by`; '' if the workspace names no agent. Safe to print. */
export function bindingsText(source: BindingSource | 'ledger'): string {
  return source === 'documents' ? '' : `bindings from ${sourceText(source)}`
}

/** The same, to follow a name. */
export function bindingsBehind(source: BindingSource | 'ledger'): string {
  const text = bindingsText(source)
  return text === '' ? '' : ` · ${text}`
}

export function sourceText(source: BindingSource | 'ledger'): string {
  return SOURCES[source]
}

/** Words for two sides whose documents differ. */
export const DOCUMENTS_DIFFER =
  'the PolicyBinding documents differ, and ACCESS reckons with them; no apply writes bindings to a workspace'

/** Words for a replay between two sides whose documents differ. */
export const DOCUMENTS_DECIDE =
  'the PolicyBinding documents differ, and each side decides the calls with its own; no apply writes bindings to a workspace'

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
  plan,
  before,
}: Pick<PlanView, 'dangling' | 'goneAgents' | 'plan' | 'before'>): readonly Words[] {
  const gone = listOf(naturalNames(goneAgents.map(agentLabel)), asName)
  return [
    ...dangling.map(
      ({ agent, policy }) =>
        say`${asName(agentLabel(agent))} is bound to ${asCode(policy)}, and there is no such policy: this binding has no effect`,
    ),
    ...notLiveNotes(plan.bindingsNotLive, before.bindings),
    ...(goneAgents.length === 0 ? [] : [say`used_by still names ${gone}, which the workspace no longer has`]),
  ]
}

/**
 * PolicyBinding documents are never sent. An agent that live does not name has them in the comparison of access, and
 * nowhere else.
 */
function notLiveNotes(missing: readonly Binding[], counted: Bindings): readonly Words[] {
  if (missing.length === 0) return []
  const isCounted = ({ agent, policy }: Binding): boolean => counted.get(agent)?.includes(policy) === true
  const pairs = listOfWords(
    missing.map(({ agent, policy }) => say`${asName(agentLabel(agent))} to ${asCode(policy)}`),
  )
  const access = missing.some(isCounted) ? 'ACCESS counts this as if it did, and ' : ''
  return [
    say`the files bind ${pairs}, and the workspace does not: ${own(access)}no apply writes bindings (${asCode('PUT /agents/NAME/config')}, or a deploy, does)`,
  ]
}
