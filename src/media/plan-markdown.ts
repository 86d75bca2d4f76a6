/** Writes a plan as Markdown, for summaries and chats; safe for any names and specs. */

import type { PlanView } from '../answers/plan.ts'
import { blockedSteps } from '../plan/blocked-steps.ts'
import type { Plan, Step } from '../plan/plan.ts'
import { bindingNotes, bindingsText } from '../words/binding-words.ts'
import { guardsIn, liftedWords, refusalWords, unlifted } from '../words/guard-words.ts'
import { originWords } from '../words/origin-words.ts'
import {
  countsText,
  exceptionWords,
  handOverWords,
  ledgerWords,
  leftOutWords,
  lockWords,
  OUTAGE_MEANING,
  renameWords,
  takenOverWords,
  temporaryLossWords,
} from '../words/plan-words.ts'
import type { Words } from '../words/span.ts'
import { specDiff } from '../words/spec-diff.ts'
import { stepsInOrder } from '../words/steps-in-order.ts'
import { toolsBehind } from '../words/tool-words.ts'
import { uncomparedNotes } from '../words/uncompared-words.ts'
import { UNKNOWN_IN_PLAN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { guardrailsMarkdown } from './guardrails-markdown.ts'
import { markdown } from './markdown.ts'
import { code, fenced } from './markdown-text.ts'
import { regionsMarkdown, withoutToolMarkdown } from './regions-markdown.ts'
import { sizeOf } from './steps-text.ts'
import { unmanagedMarkdown } from './unmanaged-text.ts'

export function planMarkdown(view: PlanView, { verbose }: { verbose: boolean }): string {
  const { plan } = view
  const { target, createdAt } = plan
  const blocks = [
    `## ${code(target.name)}: ${countsText(plan)}`,
    `${code(target.endpoint)} · live ${createdAt.slice(0, 16).replace('T', ' ')} UTC · ${markdown(ledgerWords(view), { limit: NAMES })}`,
    [bindingsText(plan.bindings), toolsBehind(plan)].join('').replace(/^ · /, ''),
    markdown(lockWords(view)),
    blockedMarkdown(view),
    liftedMarkdown(view),
    regionsMarkdown(plan.access, { verbose, causesOf: view.causesOf, blocked: heldNames(plan) }).trimEnd(),
    withoutToolMarkdown(plan),
    temporaryLossMarkdown(view, verbose),
    stepsMarkdown(view),
    guardrailsMarkdown(view.guardrails, {
      verbose,
      inNoFile: new Set(plan.unmanaged),
      unmanagedAre: view.unmanagedAre,
    }).trimEnd(),
    ...notes(view),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function blockedMarkdown({ rulings, skipsBlocked }: PlanView): string {
  const refusals = unlifted(rulings)
  if (refusals.length === 0) return ''
  const lines = refusals.map(({ policy, fact, remedy }) => lineOf(policy, refusalWords({ fact, remedy })))
  const verdict = skipsBlocked ? 'Left out by --skip-blocked' : 'Apply would refuse'
  return `**${verdict}**: ${guardsIn(refusals)}\n\n${lines.join('\n')}`
}

function liftedMarkdown({ rulings }: PlanView): string {
  const lifted = rulings.filter(({ liftedBy }) => liftedBy !== null)
  if (lifted.length === 0) return ''
  return `**Lifted**: ${guardsIn(lifted)}\n\n${lifted.map((one) => lineOf(one.policy, liftedWords(one))).join('\n')}`
}

/** Lists requests that are denied for a while, although the old and the new policies allow them. */
function temporaryLossMarkdown({ temporaryLosses }: PlanView, verbose: boolean): string {
  if (temporaryLosses.length === 0) return ''
  const limit = verbose ? Number.POSITIVE_INFINITY : NAMES
  const shown = verbose ? temporaryLosses : temporaryLosses.slice(0, MOST_ROWS)
  const lines = shown.map((region) => `- ${markdown(temporaryLossWords(region), { limit })}`)
  const rest = temporaryLosses.length - shown.length
  return [`**Meanwhile** ${OUTAGE_MEANING}\n`, ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join(
    '\n',
  )
}

function lineOf(policy: string | null, words: Words): string {
  return policy === null ? `- ${markdown(words)}` : `- ${code(policy)}: ${markdown(words)}`
}

/** Returns the policies whose steps a guard blocks. */
function heldNames(plan: Plan): ReadonlySet<string> {
  return new Set(blockedSteps(plan).map(({ policy }) => policy))
}

/** Longer lists are cut and counted. */
const NAMES = 4
const MOST_ROWS = 20

const SYMBOLS: Readonly<Record<Step['action'], string>> = { create: '+', update: '~', delete: '-' }

function stepsMarkdown({ plan, takenOver }: PlanView): string {
  if (plan.steps.length === 0) return ''
  const lines = stepsInOrder(plan).flatMap(({ step, numbers }) => {
    const origin = originWords(step, takenOver)
    const number = numbers.length === 0 ? '✗' : numbers.join(',')
    const facts = [step.policy, sizeOf(step.after ?? step.before), ...(origin === '' ? [] : [origin])]
    return [`${number} ${SYMBOLS[step.action]} ${facts.join(' · ')}`, ...specDiff(step.before, step.after)]
  })
  return `**Steps**, in the order of writing\n\n${fenced('diff', lines)}`
}

function notes(view: PlanView): readonly string[] {
  return [
    ...view.plan.renames.map(
      (rename) => `**Renamed** ${markdown(renameWords(rename, view), { limit: NAMES })}`,
    ),
    ...view.plan.handOvers.map(
      (handOver) => `**Handed over** ${markdown(handOverWords(handOver), { limit: NAMES })}`,
    ),
    ...(view.plan.newlyManaged.length === 0
      ? []
      : [`**Taken over** ${markdown(takenOverWords(view.plan), { limit: NAMES })}`]),
    ...bindingNotes(view).map((note) => `**Bindings** ${markdown(note, { limit: NAMES })}`),
    ...unknownFieldWords(view.plan.unknownFields).map(
      (words) => `**Unknown field** ${markdown(words, { limit: NAMES })}: ${UNKNOWN_IN_PLAN}`,
    ),
    ...uncomparedNotes(view.plan).map((words) => `**Not compared** ${markdown(words)}`),
    unmanagedMarkdown(view.unmanaged),
    ...(view.plan.leftOut.length === 0
      ? []
      : [`**Left out** ${markdown(leftOutWords(view.plan), { limit: NAMES })}`]),
    ...view.idleExceptions.map((one) => markdown(exceptionWords(one, view.plan.createdAt))),
  ]
}
