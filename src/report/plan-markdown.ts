/** A plan as Markdown, for summaries and chats; whatever names and specs hold, it stays text. */

import type { Plan, Step } from '../plan/plan.ts'
import { agentLabel } from '../policy/binding.ts'
import { code, fenced, prose } from './markdown-text.ts'
import type { PlanView } from './plan-view.ts'
import { countsText, exceptionText, guardsOf, ledgerText, renameText, strongestGrant } from './plan-words.ts'
import { regionsMarkdown } from './regions-markdown.ts'
import { specDiff } from './spec-diff.ts'
import { sizeOf } from './steps-text.ts'

export function planMarkdown(view: PlanView, { verbose }: { verbose: boolean }): string {
  const { plan } = view
  const { target, createdAt } = plan
  const blocks = [
    `## ${code(target.name)}: ${countsText(plan)}`,
    `${code(target.endpoint)} · live ${createdAt.slice(0, 16).replace('T', ' ')} UTC · ${prose(ledgerText(view.ledger, createdAt))}`,
    blockedMarkdown(plan),
    regionsMarkdown(plan.access, { verbose, causesOf: view.causesOf }),
    stepsMarkdown(plan),
    ...notes(view),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function blockedMarkdown(plan: Plan): string {
  if (plan.blocked.length === 0) return ''
  const lines = plan.blocked.map(({ policy, message }) =>
    policy === null ? `- ${prose(message)}` : `- ${code(policy)}: ${prose(message)}`,
  )
  return `**Apply would refuse**: ${guardsOf(plan)}\n\n${lines.join('\n')}`
}

const SYMBOLS: Readonly<Record<Step['action'], string>> = { create: '+', update: '~', delete: '-' }

function stepsMarkdown({ steps }: Plan): string {
  if (steps.length === 0) return ''
  const lines = steps.flatMap((step, index) => [
    `${index + 1} ${SYMBOLS[step.action]} ${step.policy} · ${sizeOf(step.after ?? step.before)}`,
    ...specDiff(step.before, step.after),
  ])
  return `**Steps**, in the order of writing\n\n${fenced('diff', lines)}`
}

function notes(view: PlanView): readonly string[] {
  const unmanaged = view.unmanaged.map((policy) => {
    const agents = (policy.usedBy ?? []).map(agentLabel).join(', ') || 'nobody'
    return `- ${code(policy.name)}, bound to ${code(agents)}: ${code(strongestGrant(policy))}`
  })
  return [
    ...view.renames.map((rename) => `**Renamed** ${prose(renameText(rename, view))}`),
    ...(unmanaged.length === 0 ? [] : [`**Unmanaged**, left alone\n\n${unmanaged.join('\n')}`]),
    ...view.idleExceptions.map((one) => prose(exceptionText(one, view.plan.createdAt))),
  ]
}
