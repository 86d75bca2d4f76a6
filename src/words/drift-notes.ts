/** What `drift` lists and does not count as drift, in the same words for terminal and Markdown. Not yet safe to print. */

import type { DriftView } from '../answers/drift.ts'
import { applyCommand, commandLine } from './drift-choices.ts'

export interface Note {
  readonly title: string
  readonly meaning: string
  /** Names under a word of their own, '' for none. */
  readonly lists: readonly { readonly word: string; readonly names: readonly string[] }[]
}

export function driftNotes(view: DriftView): readonly Note[] {
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
  ]
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
