/** Notes for `drift` on policies and bindings that do not count as drift, the same for terminal and Markdown. */

import type { DriftAnswer, DriftDocument, DriftView } from '../answers/drift.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { agentLabel, type Binding } from '../policy/binding.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { sourceText } from './binding-words.ts'
import { applyCommand, commandWords } from './drift-choices.ts'
import { inNaturalOrder, naturalNames } from './natural-order.ts'
import {
  asCode,
  asName,
  asValue,
  type List,
  listOf,
  listOfWords,
  NOTHING,
  own,
  say,
  type Words,
} from './span.ts'
import { NOT_COMPARED, NOT_DELETED, unreadableWords } from './uncompared-words.ts'
import { UNKNOWN_LIVE, unknownFieldWords } from './unknown-field-words.ts'
import { strongestFirst, strongestGrant, strongestWords } from './unmanaged-words.ts'

export interface Note {
  readonly title: string
  readonly meaning: Words
  /** Lists with a word before each; '' for no word. */
  readonly lists: readonly { readonly word: string; readonly list: List }[]
}

export function driftNotes({ document, view }: Pick<DriftAnswer, 'document' | 'view'>): readonly Note[] {
  const { written, open } = view.interrupted
  return [
    note('interrupted', interruptedMeaning(view), [
      { word: 'written', list: policies(written) },
      { word: 'to go', list: policies(open) },
    ]),
    note('adopted', adoptedMeaning(view), [{ word: '', list: policies(namesOf(view.adopted)) }]),
    note('in a file', claimedMeaning(view), [{ word: '', list: policies(namesOf(view.claimed)) }]),
    liveNotes(document),
  ].flat()
}

/** Returns a note if agents have other policies than PolicyBinding documents say, otherwise []. */
export function boundOtherwise({
  bindings,
  bindingDrift,
}: Pick<DriftDocument, 'bindings' | 'bindingDrift'>): readonly Note[] {
  const others = say`agents have other policies than PolicyBinding documents say (from ${own(sourceText(bindings))})`
  return note('bindings', others, [
    { word: 'missing', list: bindingList(bindingDrift.missing) },
    { word: 'extra', list: bindingList(bindingDrift.extra) },
  ])
}

/** Returns a note on agents that the changes of access name and the workspace does not: documents alone bind them. */
export function boundByDocuments({
  access,
  bindings,
  bindingDrift,
}: Pick<DriftDocument, 'access' | 'bindings' | 'bindingDrift'>): readonly Note[] {
  const named = new Set(access.flatMap((region) => region.agents))
  const isOfDocuments = (agent: string): boolean =>
    bindings === 'documents' || bindingDrift.unknownAgents.includes(agent)
  const meaning = say`the workspace does not name these agents: only PolicyBinding documents in the files say which policies they have`
  return note('not bound live', meaning, [{ word: '', list: agents([...named].filter(isOfDocuments)) }])
}

/**
 * Returns notes on live policies of the repository that cannot be read: those with a file, and those that an apply would
 * delete.
 */
export function notCompared(document: Pick<DriftDocument, 'unreadable' | 'unmanaged'>): readonly Note[] {
  const uncompared = uncomparedIn(document)
  const notes = [
    { meaning: NOT_COMPARED, of: uncompared.filter(({ pending }) => pending === undefined) },
    { meaning: NOT_DELETED, of: uncompared.filter(({ pending }) => pending === 'delete') },
  ]
  return notes.flatMap(({ meaning, of }) =>
    note('not compared', [own(meaning)], [{ word: '', list: listOfWords(unreadableWords(of)) }]),
  )
}

/** Says that agents have no policy. From `used_by` this is not certain, since it may not show a new policy yet. */
function noneMeaning(source: DriftDocument['bindings']): Words {
  return source === 'config'
    ? say`agents that have none, so all their calls are denied; bind a policy to those that should work`
    : say`agents that have none as far as ${asCode('used_by')} says, which may be out of date`
}

/** Notes on live policies and bindings that look wrong, whether or not they are drift. */
function liveNotes(document: DriftDocument): readonly Note[] {
  const { bindingDrift, notReady, unknownFields } = document
  const { dangling, idle, unknownAgents } = bindingDrift
  return [
    boundOtherwise(document),
    document.bindings === 'documents' ? boundByDocuments(document) : [],
    note(
      'no such policy',
      say`agents are bound to policies that do not exist: these bindings have no effect`,
      [{ word: '', list: bindingList(dangling) }],
    ),
    note('no policy', noneMeaning(document.bindings), [{ word: '', list: agents(idle) }]),
    note('no such agent', say`the workspace has no agents that PolicyBinding documents are about`, [
      { word: '', list: agents(unknownAgents) },
    ]),
    notCompared(document),
    note('not ready', say`the server cannot use these policies`, [
      {
        word: '',
        list: listOfWords(
          notReady.map(({ policy, message }) =>
            message === '' ? [asCode(policy)] : say`${asCode(policy)}: ${asValue(message)}`,
          ),
        ),
      },
    ]),
    note('unknown field', say`${own(UNKNOWN_LIVE)}`, [
      { word: '', list: listOfWords(unknownFieldWords(unknownFields)) },
    ]),
  ].flat()
}

function adoptedMeaning(view: DriftView): Words {
  const [it, file] = view.adopted.length === 1 ? ['it', 'its file'] : ['them', 'their files']
  return say`not applied yet; ${applyCommand(view)} takes ${own(it)} over, and from then on an apply without ${own(file)} deletes ${own(it)}${widestOf(view.adopted)}`
}

function claimedMeaning(view: DriftView): Words {
  const [it, file] = view.claimed.length === 1 ? ['it', 'its file says'] : ['them', 'their files say']
  return say`live, and not in the ledger; ${applyCommand(view)} makes ${own(it)} what ${own(file)}, and manages ${own(it)} from then on${widestOf(view.claimed)}`
}

/** Names the widest grant, since the list of unmanaged policies does not have those that a file wants. */
function widestOf(policies: readonly LivePolicy[]): Words {
  const [widest] = strongestFirst(policies)
  return widest === undefined || strongestGrant(widest.spec) === null
    ? NOTHING
    : say`; the widest is ${strongestWords(widest)}`
}

function namesOf(policies: readonly LivePolicy[]): readonly string[] {
  return policies.map(({ name }) => name)
}

function note(title: string, meaning: Words, lists: Note['lists']): readonly Note[] {
  const filled = lists.filter(({ list }) => list.items.length > 0)
  return filled.length === 0 ? [] : [{ title, meaning, lists: filled }]
}

function policies(names: readonly string[]): List {
  return listOf(naturalNames(names), asCode)
}

function agents(names: readonly string[]): List {
  return listOf(naturalNames(names.map(agentLabel)), asName)
}

/** `billing-agent payments-write`. */
function bindingList(bindings: readonly Binding[]): List {
  const sorted = inNaturalOrder(bindings, ({ agent, policy }) => `${agentLabel(agent)} ${policy}`)
  return listOfWords(sorted.map(({ agent, policy }) => say`${asName(agentLabel(agent))} ${asCode(policy)}`))
}

/** Says who holds the lock. Whether that run is at work or dead cannot be known. */
function interruptedMeaning(view: DriftView): Words {
  const { lock, interrupted } = view
  const finish =
    interrupted.open.length === 0
      ? say`${applyCommand(view)} records it in the ledger`
      : say`${applyCommand(view)} finishes it`
  if (lock === null) return say`an apply was cut off here; ${finish}`
  return say`${asValue(lock.holder)} holds the lock, ${own(lock.age)}: that apply is at work, or was cut off; if it was, ${commandWords(view, 'unlock', [])}, and ${finish}`
}
