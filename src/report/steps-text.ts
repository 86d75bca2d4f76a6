/** The steps of a plan in the order of writing, with what changes in each. */
import pc from 'picocolors'
import { fieldChanges } from '../change/field-changes.ts'
import type { Blocked, Plan, Step } from '../plan/plan.ts'
import type { Spec } from '../policy/policy.ts'
import { changeText, type FieldWords, fieldWords } from './field-text.ts'
import { printable } from './printable.ts'

export interface StepsTextOptions {
  readonly color: boolean
  /** Every difference; else long lists are cut and counted. */
  readonly verbose: boolean
}

/** The section with its heading; '' where there are no steps. */
export function stepsText(plan: Plan, options: StepsTextOptions): string {
  if (plan.steps.length === 0) return ''
  const { bold } = pc.createColors(options.color)
  const numbers = numbersOf(plan)
  const rows = plan.steps.flatMap((step) =>
    rowsOf(step, { numbers: numbers.get(step.policy) ?? [], blocked: plan.blocked }, options),
  )
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  )
  const lines = rows.map(({ cells, last, paint }) => {
    const [number = '', policy = '', label = '', field = ''] = cells.map((cell, column) =>
      column === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(widths[column] ?? 0),
    )
    return paint([number, policy, label, field].join('  ').concat('  ', last).trimEnd())
  })
  const isTwice = [...numbers.values()].some(({ length }) => length > 1)
  const order = isTwice
    ? 'in the order of writing; of two numbers the first write only tightens'
    : 'in the order of writing'
  return `${bold('STEPS')}    ${order}\n\n${lines.join('\n')}\n`
}

/** One number a write: a policy that passes through its meet has two. */
function numbersOf({ phases }: Plan): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, number[]>()
  for (const [index, { policy }] of phases.flatMap(({ writes }) => writes).entries()) {
    numbers.set(policy, [...(numbers.get(policy) ?? []), index + 1])
  }
  return numbers
}

interface Row {
  readonly cells: readonly string[]
  readonly last: string
  readonly paint: (text: string) => string
}

const SYMBOLS: Readonly<Record<Step['action'], string>> = { create: '+', update: '~', delete: '-' }
const MOST_FIELDS = 8

interface Standing {
  /** Of its writes; none: it is blocked. */
  readonly numbers: readonly number[]
  readonly blocked: readonly Blocked[]
}

function rowsOf(
  step: Step,
  { numbers, blocked }: Standing,
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
  const rows = shown.map((words, index): Row => {
    const isSameLabel = index > 0 && shown[index - 1]?.label === words.label
    const cells = [...(index === 0 ? head : ['', '']), isSameLabel ? '' : words.label, words.field]
    return { cells, last: changeText(words), paint }
  })
  const brief = step.action === 'update' ? [] : [{ cells: head, last: briefOf(step), paint }]
  const rest = fields.length - shown.length
  const more = rest > 0 ? [{ cells: [], last: `and ${rest} more differences (--verbose)`, paint: dim }] : []
  return [...brief, ...rows, ...more, ...(isBlocked ? blockedRows(step, blocked, red) : [])]
}

function fieldsOf({ action, before, after }: Step): readonly FieldWords[] {
  return action === 'update' ? fieldChanges(before, after).map(fieldWords) : []
}

function briefOf({ after, before, file }: Step): string {
  const what = sizeOf(after ?? before)
  return file === null ? what : `${what}   ${printable(file)}`
}

/** `3 rules, 1 route`. */
export function sizeOf(spec: Spec | null): string {
  const count = (list: readonly unknown[] | undefined, one: string): string[] =>
    list === undefined || list.length === 0 ? [] : [`${list.length} ${one}${list.length === 1 ? '' : 's'}`]
  return [...count(spec?.policies, 'rule'), ...count(spec?.approvals, 'route')].join(', ')
}

function blockedRows(
  { policy }: Step,
  blocked: readonly Blocked[],
  paint: (text: string) => string,
): readonly Row[] {
  return blocked
    .filter((one) => one.policy === policy)
    .map(({ guard, message }) => ({ cells: ['', ''], last: printable(`${guard}: ${message}`), paint }))
}
