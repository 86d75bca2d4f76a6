/** Words for the bindings, and for their source. */
import type { PlanView } from '../answers/plan.ts'
import type { Plan } from '../plan/plan.ts'
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
    ...(plan.bindingsNotLive.length === 0
      ? []
      : [notLiveWords(plan.bindingsNotLive, countedWords(plan.bindingsNotLive, before.bindings))]),
    ...(goneAgents.length === 0 ? [] : [say`used_by still names ${gone}, which the workspace no longer has`]),
  ]
}

/**
 * PolicyBinding documents are never sent. An agent that live does not name has them in the comparison of access, and
 * nowhere else.
 */
function countedWords(missing: readonly Binding[], counted: Bindings): string {
  const isCounted = ({ agent, policy }: Binding): boolean => counted.get(agent)?.includes(policy) === true
  return missing.some(isCounted) ? COUNTED_AS_LIVE : ''
}

const COUNTED_AS_LIVE = 'ACCESS counts these bindings as live. But '

/** The same for somebody who has the plan document alone, which does not name the agents that live names. */
export function countedByPlan({ bindings }: Pick<Plan, 'bindings'>): string {
  return bindings === 'documents'
    ? 'The changes of access count these bindings as live. But '
    : 'The changes of access count those of agents that the workspace does not name as live. But '
}

/**
 * Words for bindings that live lacks. @param missing at least one. @param counted says whether ACCESS counts them: one
 * of the texts above, '' if it counts none.
 */
export function notLiveWords(missing: readonly Binding[], counted: string): Words {
  const pairs = listOfWords(
    missing.map(({ agent, policy }) => say`${asName(agentLabel(agent))} to ${asCode(policy)}`),
  )
  return say`the files bind ${pairs}, and the workspace does not. ${own(counted)}${own(counted === '' ? 'No' : 'no')} apply writes bindings: ${asCode('PUT /agents/NAME/config')} or a deploy does`
}
