/** What `drift` lists and does not count as drift, in the same words for terminal and Markdown. Not yet safe to print. */

import type { DriftAnswer, DriftDocument, DriftView } from '../answers/drift.ts'
import { agentLabel, type Binding } from '../policy/binding.ts'
import { sourceWords } from './binding-words.ts'
import { applyCommand, commandLine } from './drift-choices.ts'
import { unknownFieldWords } from './unknown-field-words.ts'

export interface Note {
  readonly title: string
  readonly meaning: string
  /** Names under a word of their own, '' for none. */
  readonly lists: readonly { readonly word: string; readonly names: readonly string[] }[]
}

export function driftNotes({ document, view }: Pick<DriftAnswer, 'document' | 'view'>): readonly Note[] {
  const { written, open } = view.interrupted
  const lists = [
    { word: 'written', names: written },
    { word: 'to go', names: open },
  ].filter(({ names }) => names.length > 0)
  return [
    ...(lists.length === 0 ? [] : [{ title: 'interrupted', meaning: interruptedMeaning(view), lists }]),
    ...(view.adopted.length === 0
      ? []
      : [
          {
            title: 'adopted',
            meaning: `not applied yet; ${applyCommand(view)} takes ${view.adopted.length === 1 ? 'it' : 'them'} over`,
            lists: [{ word: '', names: view.adopted }],
          },
        ]),
    ...liveNotes(document),
  ]
}

/** What is odd about live, whoever made it so. */
function liveNotes({ bindings, bindingDrift, notReady, unknownFields }: DriftDocument): readonly Note[] {
  const { missing, extra, dangling, idle, unknownAgents } = bindingDrift
  return [
    note(
      'bindings',
      `agents have other policies than PolicyBinding documents say (from ${sourceWords(bindings)})`,
      [
        { word: 'missing', names: missing.map(bindingWords) },
        { word: 'extra', names: extra.map(bindingWords) },
      ],
    ),
    note('no such policy', 'agents have policies that nobody has, which add no vote', [
      { word: '', names: dangling.map(bindingWords) },
    ]),
    note('no policy', 'agents that have none: all their calls are denied', [
      { word: '', names: idle.map(agentLabel) },
    ]),
    note('no such agent', 'the workspace has no agents that PolicyBinding documents are about', [
      { word: '', names: unknownAgents.map(agentLabel) },
    ]),
    note('not ready', 'the server cannot use these policies', [
      {
        word: '',
        names: notReady.map(({ policy, message }) => (message === '' ? policy : `${policy}: ${message}`)),
      },
    ]),
    note('unknown field', 'the schema does not know it, so nobody can say what it does to access', [
      { word: '', names: unknownFieldWords(unknownFields) },
    ]),
  ].flat()
}

function note(title: string, meaning: string, lists: Note['lists']): readonly Note[] {
  const filled = lists.filter(({ names }) => names.length > 0)
  return filled.length === 0 ? [] : [{ title, meaning, lists: filled }]
}

/** `billing-agent payments-write`. */
function bindingWords({ agent, policy }: Binding): string {
  return `${agentLabel(agent)} ${policy}`
}

/** Nobody can tell a holder that is at work from one that is dead. */
function interruptedMeaning(view: DriftView): string {
  const { lock, interrupted } = view
  const finish =
    interrupted.open.length === 0
      ? `${applyCommand(view)} notes it in the ledger`
      : `${applyCommand(view)} finishes it`
  if (lock === null) return `an apply was cut off here; ${finish}`
  return `${lock.holder} holds the lock, ${lock.age}: that apply is at work, or was cut off; then ${commandLine(view, 'unlock', [])}, and ${finish}`
}
