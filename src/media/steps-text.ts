/** Prints the steps of a plan in the order of writing, each with its differences, its origin, and its blocks. */
import pc from 'picocolors'
import type { PlanView } from '../answers/plan.ts'
import { fieldChanges } from '../change/field-changes.ts'
import type { Ruling } from '../plan/guards/check-guards.ts'
import { withGuard } from '../plan/guards/with-guard.ts'
import type { Step } from '../plan/plan.ts'
import type { Spec } from '../policy/policy.ts'
import { type FieldWords, fieldWords } from '../words/field-words.ts'
import { unlifted } from '../words/guard-words.ts'
import { originWords } from '../words/origin-words.ts'
import { printable } from '../words/printable.ts'
import { type NumberedStep, stepsInOrder } from '../words/steps-in-order.ts'
import { strongestGrant } from '../words/unmanaged-words.ts'
import { differenceText } from './difference-text.ts'

export interface StepsTextOptions {
  readonly color: boolean
  /** True to list every difference; else long lists are cut and counted. */
  readonly verbose: boolean
}

type StepsView = Pick<PlanView, 'plan' | 'rulings' | 'takenOver'>

/** @returns the section with its heading; '' if there are no steps. */
export function stepsText(view: StepsView, options: StepsTextOptions): string {
  if (view.plan.steps.length === 0) return ''
  const { bold } = pc.createColors(options.color)
  const numbered = stepsInOrder(view.plan)
  const rows = numbered.flatMap((one) => rowsOf(one, view, options))
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  )
  const lines = rows.map(({ cells, last, paint }) => {
    const columns = cells.map((cell, column) =>
      column === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(widths[column] ?? 0),
    )
    return paint([...columns, last].join('  ').trimEnd())
  })
  const isTwice = numbered.some(({ numbers }) => numbers.length > 1)
  const order = isTwice
    ? 'in the order of writing; a policy with two numbers is written twice, first without what it opens'
    : 'in the order of writing'
  return `${bold('STEPS')}    ${order}\n\n${lines.join('\n')}\n`
}

/** A row; `last` is aligned with no column and begins after the cells. */
interface Row {
  readonly cells: readonly string[]
  readonly last: string
  readonly paint: (text: string) => string
}

const SYMBOLS: Readonly<Record<Step['action'], string>> = { create: '+', update: '~', delete: '-' }
const MOST_FIELDS = 8

function rowsOf(
  { step, numbers }: NumberedStep,
  { rulings, takenOver }: StepsView,
  { color, verbose }: StepsTextOptions,
): readonly Row[] {
  const { red, green, yellow, dim } = pc.createColors(color)
  const isBlocked = numbers.length === 0
  const paint = isBlocked
    ? red
    : { create: green, update: (text: string) => text, delete: yellow }[step.action]
  const head = [`${isBlocked ? '✗' : numbers.join(',')} ${SYMBOLS[step.action]}`, printable(step.policy)]
  const fields = fieldsOf(step)
  const shown = verbose ? fields : fields.slice(0, MOST_FIELDS)
  const below = (last: string, paint: Row['paint']): Row => ({ cells: ['', ''], last, paint })
  const rest = fields.length - shown.length
  return [
    ...(step.action === 'update'
      ? fieldRows(shown, head).map((row) => ({ ...row, paint }))
      : [{ cells: head, last: briefOf(step), paint }]),
    ...(rest > 0 ? [below(`and ${rest} more differences (--verbose)`, dim)] : []),
    ...notesOf(step, rulings, takenOver).map((note) => below(note, isBlocked ? red : yellow)),
  ]
}

function fieldRows(fields: readonly FieldWords[], head: readonly string[]): readonly Omit<Row, 'paint'>[] {
  return fields.map((words, index) => {
    const isSameLabel = index > 0 && fields[index - 1]?.label === words.label
    const field = words.field === '' ? [] : [printable(words.field)]
    const label = isSameLabel ? '' : printable(words.label)
    const cells = [...(index === 0 ? head : ['', '']), label, ...field]
    return { cells, last: differenceText(words) }
  })
}

function fieldsOf({ action, before, after }: Step): readonly FieldWords[] {
  return action === 'update' ? fieldChanges(before, after).map(fieldWords) : []
}

/** Names the file of a created policy, and what a deleted one allowed. */
function briefOf({ after, before, file }: Step): string {
  const what = sizeOf(after ?? before)
  if (after === null && before !== null) {
    const grant = strongestGrant(before)
    return `${what}, ${grant === null ? 'grants nothing' : `widest: ${printable(grant)}`}`
  }
  return file === null ? what : `${what}   ${printable(file)}`
}

/** Names the origin of a step, and its blocks. If a guard names the origin, it is not repeated. */
function notesOf(step: Step, rulings: readonly Ruling[], takenOver: ReadonlySet<string>): readonly string[] {
  const blocks = unlifted(rulings).filter(({ policy }) => policy === step.policy)
  const origin = blocks.some(({ guard }) => guard === 'live-narrowed') ? '' : originWords(step, takenOver)
  return [
    ...(origin === '' ? [] : [origin]),
    ...blocks.map(({ guard, fact }) => printable(withGuard(guard, fact))),
  ]
}

/** `3 rules, 1 route`. */
export function sizeOf(spec: Spec | null): string {
  const count = (list: readonly unknown[] | undefined, one: string): string[] =>
    list === undefined || list.length === 0 ? [] : [`${list.length} ${one}${list.length === 1 ? '' : 's'}`]
  return [...count(spec?.policies, 'rule'), ...count(spec?.approvals, 'route')].join(', ')
}
