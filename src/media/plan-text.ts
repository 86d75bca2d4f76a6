/** Prints a plan on a terminal: the compared sides, the change of access, the steps in their order, and the verdict. */
import pc from 'picocolors'
import { regionOpens } from '../access/model/opens.ts'
import type { Region } from '../access/model/region.ts'
import type { PlanView } from '../answers/plan.ts'
import { count } from '../diagnostic/count.ts'
import { blockedSteps } from '../plan/blocked-steps.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { bindingNotes, bindingsText } from '../words/binding-words.ts'
import { guardsIn, liftedWords, refusalWords, unlifted } from '../words/guard-words.ts'
import {
  countsText,
  exceptionWords,
  filesWords,
  handOverWords,
  ledgerWords,
  leftOutWords,
  lockWords,
  OUTAGE_MEANING,
  renameWords,
  takenOverWords,
  temporaryLossWords,
} from '../words/plan-words.ts'
import { printable } from '../words/printable.ts'
import { own, say, type Words } from '../words/span.ts'
import { uncomparedNotes } from '../words/uncompared-words.ts'
import { UNKNOWN_IN_PLAN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { guardrailsText } from './guardrails-text.ts'
import { type RegionsTextOptions, regionsText, withoutToolText } from './regions-text.ts'
import { stepsText } from './steps-text.ts'
import { terminal } from './terminal.ts'
import { unmanagedText } from './unmanaged-text.ts'

export interface PlanTextOptions {
  readonly color: boolean
  readonly verbose: boolean
  /** The targets that the plan is shown for, below a line about their files; absent: it is shown alone. */
  readonly targets?: readonly string[]
}

export function planText(view: PlanView, options: PlanTextOptions): string {
  const { plan } = view
  const renames = plan.renames.map((rename) => renameWords(rename, view))
  const fields = unknownFieldWords(plan.unknownFields).map((words) => say`${words}: ${own(UNKNOWN_IN_PLAN)}`)
  const exceptions = view.idleExceptions.map((one) => exceptionWords(one, plan.createdAt))
  const sections = [
    headerText(view, options),
    ...(plan.steps.length > 0 ? changesText(view, options) : []),
    notesText('RENAMED', renames, options),
    notesText('HANDED OVER', plan.handOvers.map(handOverWords), options),
    notesText('TAKEN OVER', plan.newlyManaged.length === 0 ? [] : [takenOverWords(plan)], options),
    notesText('BINDINGS', bindingNotes(view), options),
    notesText('UNKNOWN FIELD', fields, options),
    guardrailsText(view.guardrails, {
      ...options,
      inNoFile: new Set(plan.unmanaged),
      unmanagedAre: view.unmanagedAre,
    }),
    notesText('NOT COMPARED', uncomparedNotes(plan), options),
    unmanagedText(view.unmanaged, options),
    notesText('LEFT OUT', plan.leftOut.length === 0 ? [] : [leftOutWords(plan)], options),
    notesText('EXCEPTIONS', exceptions, options),
    liftedText(view, options),
    verdictText(view, options),
  ]
  return sections.filter((text) => text !== '').join('\n')
}

function changesText(view: PlanView, options: PlanTextOptions): readonly string[] {
  const { plan, causesOf, temporaryLosses } = view
  const held = new Set(blockedSteps(plan).map(({ policy }) => policy))
  const markOf = ({ policies }: Region): string | null =>
    policies.some((policy) => held.has(policy)) ? 'BLOCKED' : null
  return [
    regionsText(plan.access, { ...options, causesOf, markOf, tools: plan.tools, ...foldOf(view, options) }),
    withoutToolText(plan, options),
    temporaryLossText(temporaryLosses, options),
    stepsText(view, options),
  ]
}

/** The most regions of a first apply if other targets are shown too: all of it is new, and the steps name it. */
const FIRST_REGIONS = 3

/** Folds the regions of a first apply: nothing is live and nothing was applied, so everything is new. */
function foldOf(
  { plan, ledger, before }: PlanView,
  { targets }: PlanTextOptions,
): Pick<RegionsTextOptions, 'most' | 'note'> {
  const hasLedger = ledger !== null && typeof ledger !== 'string'
  const isFirst = !hasLedger && before.policies.size === 0 && plan.unreadable.length === 0
  if (!isFirst || targets === undefined || plan.access.length <= FIRST_REGIONS) return {}
  const opened = plan.access.filter(regionOpens).length
  return {
    most: FIRST_REGIONS,
    note: `nothing is live yet: the first apply opens ${count(opened, 'region', 'regions')}`,
  }
}

function headerText(view: PlanView, options: PlanTextOptions): string {
  const { bold, dim, yellow } = pc.createColors(options.color)
  const { target, createdAt } = view.plan
  const lock = terminal(lockWords(view))
  const bindings = bindingsText(view.plan.bindings)
  const live = `live ${createdAt.slice(11, 19)} UTC${bindings === '' ? '' : ` · ${bindings}`}`
  return [
    `${standsForAll(options) ? 'as in ' : ''}${bold(printable(target.name))}   ${printable(target.endpoint)}   ${dim(live)}`,
    dim(
      [...(options.targets === undefined ? [filesWords(view)] : []), ledgerWords(view)]
        .map((words) => terminal(words, { limit: limitOf(options) }))
        .join(' · '),
    ),
    ...(lock === '' ? [] : [yellow(lock)]),
    '',
  ].join('\n')
}

/** Tells whether the plan is shown for a group of targets; then its header says `as in`. */
function standsForAll({ targets = [] }: PlanTextOptions): boolean {
  return targets.length > 1
}

const MOST_NAMES = 5
const MOST_ROWS = 20

function limitOf({ verbose }: PlanTextOptions): number {
  return verbose ? Number.POSITIVE_INFINITY : MOST_NAMES
}

function temporaryLossText(temporaryLosses: readonly Region[], options: PlanTextOptions): string {
  if (temporaryLosses.length === 0) return ''
  const { bold } = pc.createColors(options.color)
  const { verbose } = options
  const limit = limitOf(options)
  const lines = temporaryLosses.map((region) => `  ${terminal(temporaryLossWords(region), { limit })}`)
  const shown = verbose ? lines : lines.slice(0, MOST_ROWS)
  const rest = lines.length - shown.length
  const more = rest > 0 ? [`  and ${rest} more (--verbose)`] : []
  return `${bold('MEANWHILE')}   ${OUTAGE_MEANING}\n\n${[...shown, ...more].join('\n')}\n`
}

function notesText(heading: string, notes: readonly Words[], options: PlanTextOptions): string {
  if (notes.length === 0) return ''
  const { bold } = pc.createColors(options.color)
  return `${notes.map((note) => `${bold(heading)}   ${terminal(note, { limit: limitOf(options) })}`).join('\n')}\n`
}

function liftedText({ rulings }: PlanView, { color }: PlanTextOptions): string {
  const lifted = rulings.filter(({ liftedBy }) => liftedBy !== null)
  if (lifted.length === 0) return ''
  const { bold, yellow } = pc.createColors(color)
  const lines = lifted.map((ruling) => {
    const subject = ruling.policy === null ? 'the plan' : ruling.policy
    return `${yellow(bold('LIFTED'))}   ${ruling.guard}   ${printable(subject)}: ${terminal(liftedWords(ruling))}`
  })
  return `${lines.join('\n')}\n`
}

function verdictText(view: PlanView, options: PlanTextOptions): string {
  const { bold, red, green } = pc.createColors(options.color)
  const { plan } = view
  const counts = countsText(plan)
  const { targets = [] } = options
  const where = standsForAll(options) ? `each of ${targets.length} targets` : printable(plan.target.name)
  const isStill = plan.steps.length + uncomparedIn(plan).length === 0
  const lines = [
    isStill
      ? `${green(bold(plan.newlyManaged.length === 0 ? 'No changes' : 'No writes'))}: ${counts} in ${where}.`
      : `${bold(counts)} in ${where}.`,
    ...refusalLines(view).map((line, index) => (index === 0 ? red(line) : line)),
  ]
  return `${lines.join('\n')}\n`
}

/** Lists the objections to the plan. The fact of a policy is shown with its step, so here only its remedy follows. */
function refusalLines({ plan, rulings, skipsBlocked, isRun = false }: PlanView): readonly string[] {
  const refusals = unlifted(rulings)
  if (refusals.length === 0) return []
  const held = blockedSteps(plan).length
  const guards = guardsIn(refusals)
  return [
    skipsBlocked
      ? `--skip-blocked leaves out ${count(held, 'step')} and ends with status 3: ${guards}`
      : `${isRun ? 'refused' : 'apply would refuse'} (exit status 3): ${guards}`,
    ...refusals.map(({ policy, fact, remedy }) =>
      policy === null ? `  ${terminal(refusalWords({ fact, remedy }))}` : printable(`  ${policy}: ${remedy}`),
    ),
  ]
}
