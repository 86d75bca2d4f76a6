/** A plan on a terminal: what was compared, who gets what, what is written in which order, the verdict last. */
import pc from 'picocolors'
import type { Region } from '../access/model/region.ts'
import type { PlanView } from '../answers/plan.ts'
import { count } from '../diagnostic/count.ts'
import { heldSteps } from '../plan/held.ts'
import type { Plan } from '../plan/plan.ts'
import { bindingNotes, bindingsText } from '../words/binding-words.ts'
import { guardsIn, liftedWords, standing } from '../words/guard-words.ts'
import { countsText, exceptionText, ledgerText, lockText, renameText } from '../words/plan-words.ts'
import { printable } from '../words/printable.ts'
import { requestWords } from '../words/request-words.ts'
import { UNKNOWN_IN_PLAN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { whoWords } from '../words/who-words.ts'
import { guardrailsText } from './guardrails-text.ts'
import { regionsText } from './regions-text.ts'
import { stepsText } from './steps-text.ts'
import { terminal } from './terminal.ts'
import { unmanagedText } from './unmanaged-text.ts'

export interface PlanTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

export function planText(view: PlanView, options: PlanTextOptions): string {
  const { plan } = view
  const sections = [headerText(view, options)]
  if (plan.steps.length > 0) {
    sections.push(
      regionsText(plan.access, { ...options, causesOf: view.causesOf, markOf: markBlocked(plan) }),
    )
    sections.push(outageText(view.outage, options), stepsText(view, options))
  }
  sections.push(
    notesText(
      'RENAMED',
      plan.renames.map((rename) => renameText(rename, view)),
      options,
    ),
  )
  sections.push(
    notesText('BINDINGS', bindingNotes(view), options),
    notesText(
      'UNKNOWN FIELD',
      unknownFieldWords(plan.unknownFields).map((words) => `${words}: ${UNKNOWN_IN_PLAN}`),
      options,
    ),
    guardrailsText(view.guardrails, { ...options, unmanaged: new Set(plan.unmanaged) }),
    unmanagedText(view.unmanaged, options),
  )
  sections.push(
    notesText(
      'EXCEPTIONS',
      view.idleExceptions.map((one) => exceptionText(one, plan.createdAt)),
      options,
    ),
  )
  sections.push(liftedText(view, options))
  return [...sections.filter((text) => text !== ''), verdictText(view, options)].join('\n')
}

function headerText(view: PlanView, { color }: PlanTextOptions): string {
  const { bold, dim, yellow } = pc.createColors(color)
  const { target, git, createdAt } = view.plan
  const lock = lockText(view)
  const files =
    git.commit === null
      ? 'no commit'
      : `${git.commit.slice(0, 7)} ${git.dirty ? 'with uncommitted changes' : 'clean'}`
  const bindings = bindingsText(view.plan.bindings)
  const live = `live ${createdAt.slice(11, 19)} UTC${bindings === '' ? '' : ` · ${bindings}`}`
  return [
    `${bold(printable(target.name))}   ${printable(target.endpoint)}   ${dim(live)}`,
    `${dim(printable(`${files} · ${ledgerText(view)}`))}`,
    ...(lock === '' ? [] : [yellow(printable(lock))]),
    '',
  ].join('\n')
}

function markBlocked(plan: Plan): (region: Region) => string | null {
  const held = new Set(heldSteps(plan).map(({ policy }) => policy))
  return ({ policies }) => (policies.some((policy) => held.has(policy)) ? 'BLOCKED' : null)
}

const MOST_NAMES = 4
const MOST_ROWS = 20

function outageText(outage: readonly Region[], { color, verbose }: PlanTextOptions): string {
  if (outage.length === 0) return ''
  const { bold } = pc.createColors(color)
  const limit = verbose ? Number.POSITIVE_INFINITY : MOST_NAMES
  const lines = outage.map((region) => {
    return `  ${terminal(requestWords(region), { limit })}   ${terminal(whoWords(region), { limit })}`
  })
  const shown = verbose ? lines : lines.slice(0, MOST_ROWS)
  const rest = lines.length - shown.length
  const more = rest > 0 ? [`  and ${rest} more (--verbose)`] : []
  return `${bold('MEANWHILE')}   not let through between the two writes of a policy, though before and after it is\n\n${[...shown, ...more].join('\n')}\n`
}

function notesText(heading: string, notes: readonly string[], { color }: PlanTextOptions): string {
  if (notes.length === 0) return ''
  const { bold } = pc.createColors(color)
  return `${notes.map((note) => `${bold(heading)}   ${printable(note)}`).join('\n')}\n`
}

function liftedText({ rulings }: PlanView, { color }: PlanTextOptions): string {
  const lifted = rulings.filter(({ liftedBy }) => liftedBy !== null)
  if (lifted.length === 0) return ''
  const { bold, yellow } = pc.createColors(color)
  const lines = lifted.map((ruling) => {
    const subject = ruling.policy === null ? 'the plan' : ruling.policy
    return `${yellow(bold('LIFTED'))}   ${ruling.guard}   ${printable(`${subject}: ${liftedWords(ruling)}`)}`
  })
  return `${lines.join('\n')}\n`
}

function verdictText(view: PlanView, { color }: PlanTextOptions): string {
  const { bold, red, green } = pc.createColors(color)
  const { plan } = view
  const counts = countsText(plan)
  const lines = [
    plan.steps.length === 0
      ? `${green(bold('No changes'))}: ${counts} in ${printable(plan.target.name)}.`
      : `${bold(counts)} in ${printable(plan.target.name)}.`,
    ...refusalLines(view).map((line, index) => (index === 0 ? red(line) : line)),
  ]
  return `${lines.join('\n')}\n`
}

/** What stands against the plan: of a policy, whose fact stands with its step, only what would lift it. */
function refusalLines({ plan, rulings, skipsBlocked }: PlanView): readonly string[] {
  const refusals = standing(rulings)
  if (refusals.length === 0) return []
  const held = heldSteps(plan).length
  const guards = guardsIn(refusals)
  return [
    skipsBlocked
      ? `--skip-blocked leaves out ${count(held, 'step')} and ends with status 3: ${guards}`
      : `apply would refuse (3): ${guards}`,
    ...refusals.map(({ policy, fact, remedy }) =>
      printable(policy === null ? `  ${fact}; ${remedy}` : `  ${policy}: ${remedy}`),
    ),
  ]
}
