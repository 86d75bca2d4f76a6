/** The changes in sentences: who, which method, where, and with whose approval; changes that differ in their pattern only share one. */
import { DIRECTIONS } from '../access/model/directions.ts'
import type { Direction } from '../access/model/region.ts'
import { changeWords, effectWords } from '../words/decision-words.ts'
import { requestWords } from '../words/request-words.ts'
import { asCode, plainText, type Words } from '../words/span.ts'
import { withValidity } from './decision-text.ts'
import { isAgent, labelOf } from './fold-rows.ts'
import { changeLeavesOut } from './left-out.ts'
import type { PageModel, ShownChange } from './page-model.ts'

export interface ChangeSentence {
  /** The state now, without its full stop. */
  readonly text: string
  /** The words for what that leaves out; [] where that is nothing. */
  readonly leftOut: readonly string[]
  /** The state before: `Before: denied.`; '' where the sentence is about a policy alone. */
  readonly before: string
  /** A cell that has the change. */
  readonly row: number
  readonly column: number
}

export interface ChangeGroup {
  readonly direction: Direction
  readonly sentences: readonly ChangeSentence[]
}

/** Riskiest first; directions without a change are left out. */
export function changeGroups(model: PageModel): readonly ChangeGroup[] {
  const found = alikeChanges(model)
  return DIRECTIONS.flatMap((direction) => {
    const of = found.filter(({ change }) => change.direction === direction)
    return of.length === 0 ? [] : [{ direction, sentences: of.map((alike) => sentenceOf(model, alike)) }]
  })
}

interface Alike {
  readonly change: ShownChange
  readonly rows: readonly number[]
  readonly column: number
  readonly resources: string[]
}

/** A change of a wide pattern is stored once for each host; here it gets one sentence. */
function alikeChanges(model: PageModel): readonly Alike[] {
  const groups = new Map<string, Alike>()
  const columnOf = new Map(model.columns.map((origin, index) => [origin, index]))
  for (const { rows, origin, part } of model.document.changes) {
    const [first = 0] = rows
    const column = columnOf.get(origin) ?? 0
    const change = model.cell(first, column).changes.find(({ witness }) => witness === part.witness)
    if (change === undefined) continue
    const { resource, exceptResources: _except, witness: _witness, causes: _causes, ...rest } = change
    const key = JSON.stringify([rows, rest])
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { change, rows, column, resources: [resource] })
    else known.resources.push(resource)
  }
  return [...groups.values()]
}

function sentenceOf(model: PageModel, { change, rows, column, resources }: Alike): ChangeSentence {
  const [row = 0] = rows
  const asked = plainText(requestWords({ ...change, resource: listed(resources, 2), exceptResources: [] }))
  const who = listed(
    rows.map((one) => labelOf(model, one)),
    4,
  )
  return {
    ...(isAgent(model, row)
      ? agentSentence(change, who, asked)
      : { text: policySentence(change, who, asked), before: '' }),
    leftOut: resources.length === 1 ? changeLeavesOut(change, model.cell(row, column), model) : [],
    row,
    column,
  }
}

function agentSentence(
  change: ShownChange,
  who: string,
  asked: string,
): Pick<ChangeSentence, 'text' | 'before'> {
  const { before: was, after } = sidesOf(change)
  const before = `Before: ${was}.`
  switch (change.after) {
    case 'allow':
      return { text: `${who} may ${asked} without a human`, before }
    case 'approval_required':
      return change.before === 'approval_required'
        ? { text: `${who} may still ${asked} after approval, but by ${after}`, before: `Before: by ${was}.` }
        : { text: `${who} may ${asked} ${change.before === 'allow' ? 'only ' : ''}after ${after}`, before }
    case 'deny':
    case 'none':
      return { text: `${who} may no longer ${asked}`, before }
  }
}

function sidesOf(change: ShownChange): { readonly before: string; readonly after: string } {
  const said = (words: Words): string => {
    const text = plainText(words)
    return text === 'allowed' ? 'free, without a human' : text
  }
  const { before, after } = changeWords(withValidity(change))
  return { before: said(before), after: said(after) }
}

/** A policy is one vote of several: its effect depends on the other policies of the agent. */
function policySentence(change: ShownChange, who: string, asked: string): string {
  const subject = `Any agent bound to ${who}`
  if (change.after === 'deny') return `${subject} may not ${asked}`
  return `${subject} ${plainText(effectWords({ ...withValidity(change), agents: [] }, [asCode(asked)]))}`
}

function listed(texts: readonly string[], most: number): string {
  const shown = texts.length <= most ? texts : texts.slice(0, most)
  return `${shown.join(', ')}${shown.length < texts.length ? ` and ${texts.length - shown.length} more` : ''}`
}
