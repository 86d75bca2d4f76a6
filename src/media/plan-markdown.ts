/** A plan as Markdown, for summaries and chats; whatever names and specs hold, it stays text. */

import type { PlanView } from '../answers/plan.ts'
import type { Step } from '../plan/plan.ts'
import { bindingNotes, bindingsText } from '../words/binding-words.ts'
import { guardsIn, liftedWords, standing } from '../words/guard-words.ts'
import { originWords } from '../words/origin-words.ts'
import { countsText, exceptionText, ledgerText, lockText, renameText } from '../words/plan-words.ts'
import { specDiff } from '../words/spec-diff.ts'
import { stepsInOrder } from '../words/steps-in-order.ts'
import { UNKNOWN_IN_PLAN, unknownFieldWords } from '../words/unknown-field-words.ts'
import { guardrailsMarkdown } from './guardrails-markdown.ts'
import { code, fenced, prose } from './markdown-text.ts'
import { regionsMarkdown } from './regions-markdown.ts'
import { sizeOf } from './steps-text.ts'
import { unmanagedMarkdown } from './unmanaged-text.ts'

export function planMarkdown(view: PlanView, { verbose }: { verbose: boolean }): string {
  const { plan } = view
  const { target, createdAt } = plan
  const blocks = [
    `## ${code(target.name)}: ${countsText(plan)}`,
    `${code(target.endpoint)} · live ${createdAt.slice(0, 16).replace('T', ' ')} UTC · ${prose(ledgerText(view))}`,
    prose(bindingsText(plan.bindings)),
    prose(lockText(view)),
    blockedMarkdown(view),
    liftedMarkdown(view),
    regionsMarkdown(plan.access, { verbose, causesOf: view.causesOf }).trimEnd(),
    stepsMarkdown(view),
    guardrailsMarkdown(view.guardrails, { verbose, unmanaged: new Set(plan.unmanaged) }).trimEnd(),
    ...notes(view),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function blockedMarkdown({ rulings, skipsBlocked }: PlanView): string {
  const refusals = standing(rulings)
  if (refusals.length === 0) return ''
  const lines = refusals.map(({ policy, fact, remedy }) => lineOf(policy, `${fact}; ${remedy}`))
  const verdict = skipsBlocked ? 'Left out by --skip-blocked' : 'Apply would refuse'
  return `**${verdict}**: ${guardsIn(refusals)}\n\n${lines.join('\n')}`
}

function liftedMarkdown({ rulings }: PlanView): string {
  const lifted = rulings.filter(({ liftedBy }) => liftedBy !== null)
  if (lifted.length === 0) return ''
  return `**Lifted**: ${guardsIn(lifted)}\n\n${lifted.map((one) => lineOf(one.policy, liftedWords(one))).join('\n')}`
}

function lineOf(policy: string | null, words: string): string {
  return policy === null ? `- ${prose(words)}` : `- ${code(policy)}: ${prose(words)}`
}

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
    ...view.plan.renames.map((rename) => `**Renamed** ${prose(renameText(rename, view))}`),
    ...bindingNotes(view).map((note) => `**Bindings** ${prose(note)}`),
    ...unknownFieldWords(view.plan.unknownFields).map(
      (words) => `**Unknown field** ${prose(`${words}: ${UNKNOWN_IN_PLAN}`)}`,
    ),
    unmanagedMarkdown(view.unmanaged),
    ...view.idleExceptions.map((one) => prose(exceptionText(one, view.plan.createdAt))),
  ]
}
