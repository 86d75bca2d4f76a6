/** Writes the alerts after those about access: guards, tests, errors. */

import { count } from '../../diagnostic/count.ts'
import type { Finding } from '../../diagnostic/finding.ts'
import { brokenGuardrail } from '../../inspect/guardrail-findings.ts'
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { markdown, namesMarkdown } from '../../media/markdown.ts'
import { code, prose } from '../../media/markdown-text.ts'
import { agentLabel } from '../../policy/binding.ts'
import { isLiftable } from '../../words/guard-words.ts'
import { handOverWords } from '../../words/plan-words.ts'
import { withoutToolWords } from '../../words/tool-words.ts'
import { MAY_BE_THERE, NOT_COMPARED, NOT_DELETED } from '../../words/uncompared-words.ts'
import { NAMES, whereText } from './access-words.ts'
import { type LineLimit, linesThatFit } from './alert-lines.ts'
import type { CommentFacts } from './comment-facts.ts'
import { type CommentInput, silencedErrors } from './comment-input.ts'
import type { TargetRename } from './facts-of-plans.ts'
import { guardText } from './guard-text.ts'
import type { TargetBlock } from './held-steps.ts'
import { bindingsAlert, takenOverAlert } from './outside-alerts.ts'

export function lastAlerts(input: CommentInput, facts: CommentFacts, limit: LineLimit): readonly string[] {
  return [
    ...uncomparedAlert(facts, limit),
    ...unmanagedAlerts(facts, limit),
    ...withoutToolAlerts(facts),
    ...facts.renames.map((rename) => renameAlert(rename, facts)),
    ...handOverAlert(facts, limit),
    ...takenOverAlert(facts, limit),
    ...bindingsAlert(facts, limit),
    ...wideningAlert(input),
    ...blockedAlerts(input, facts),
    ...testAlert(input),
    ...lintAlert(input),
    ...hiddenAlert(input, limit),
    ...silencedAlert(input, limit),
  ]
}

/** Tells that the config demands an approval for wider access. */
function wideningAlert({ targets, widening }: CommentInput): readonly string[] {
  const blocked = targets.flatMap((target) => (target.kind === 'plan' ? target.plan.blocked : []))
  if (!blocked.some(isWidening) || widening === null || widening.isHeld) return []
  const isAll = blocked.every(isWidening)
  const state = widening.isApproved
    ? `It is approved${isAll ? ': apply writes it.' : ', and apply refuses for the reasons below.'}`
    : `Apply ${isAll ? 'writes it' : 'no longer refuses for this'} once it is approved.`
  return [
    alertMarkdown('IMPORTANT', [
      `**Wider access needs an approval of this pull request** (\`safety.widening: approve\`). ${state}`,
    ]),
  ]
}

function isWidening({ guard }: { readonly guard: string }): boolean {
  return guard === 'widening'
}

/** Lists policies that could not be compared: the access changes of the comment do not cover them. */
function uncomparedAlert({ uncompared, affected }: CommentFacts, limit: LineLimit): readonly string[] {
  if (uncompared.length === 0) return []
  const lines = uncompared.map(
    ({ policy, message, pending, targets }) =>
      `- ${code(policy)}: ${prose(message)}${pending === 'delete' ? `; ${NOT_DELETED}` : ''}${whereText(targets, affected)}`,
  )
  return [alertMarkdown('CAUTION', [`**Not compared**: ${NOT_COMPARED}.`, ...linesThatFit(lines, limit)])]
}

/** Tells of guardrails that unmanaged policies break: they fail the check, also if this pull request did not cause it. */
function unmanagedAlerts({ unmanagedBreaches, affected }: CommentFacts, limit: LineLimit): readonly string[] {
  if (unmanagedBreaches.length === 0) return []
  const lines = unmanagedBreaches.map(
    ({ guardrail, policies, targets }) =>
      `- guardrail ${code(guardrail)} is broken by ${namesMarkdown(policies, NAMES)}, which is in no file${whereText(targets, affected)}`,
  )
  return [
    alertMarkdown('CAUTION', [
      `**A policy that no file has breaks a guardrail**, and ${code('safety.unmanaged')} is ${code('fail')}: the check fails until somebody narrows or deletes it in the workspace. **Unmanaged** below shows its rules.`,
      ...linesThatFit(lines, limit),
    ]),
  ]
}

/** Tells of hosts without a tool: calls there are denied until one is registered, whatever the policies say. */
function withoutToolAlerts({ withoutTool, affected }: CommentFacts): readonly string[] {
  return withoutTool.map(({ targets, ...served }) =>
    alertMarkdown('IMPORTANT', [
      `**No tool${whereText(targets, affected)}**: ${markdown(withoutToolWords(served), { limit: NAMES })}.`,
    ]),
  )
}

function renameAlert({ from, to, agents, targets }: TargetRename, { affected }: CommentFacts): string {
  const losing =
    agents.length === 0
      ? ''
      : ` Until then ${namesMarkdown(agents.map(agentLabel), NAMES)} ${agents.length === 1 ? 'does' : 'do'} not have ${code(to)}, and ${agents.length === 1 ? 'loses' : 'lose'} ${code(from)} once that is deleted.`
  return alertMarkdown('IMPORTANT', [
    `**Renamed: ${code(from)} → ${code(to)}${whereText(targets, affected)}.** Bindings hold names, so ${code(to)} binds nobody until agents are given it (${code('PUT /agents/NAME/config')}, or a deploy).${losing}`,
  ])
}

/** Tells of hand-overs: access does not change, only the project that owns the policy. */
function handOverAlert({ handOvers }: CommentFacts, limit: LineLimit): readonly string[] {
  if (handOvers.length === 0) return []
  const lines = handOvers.map((handOver) => `- ${markdown(handOverWords(handOver), { limit: NAMES })}`)
  return [
    alertMarkdown('IMPORTANT', [
      '**Handed over between projects of this repository:**',
      ...linesThatFit(lines, limit),
    ]),
  ]
}

function blockedAlerts(input: CommentInput, facts: CommentFacts): readonly string[] {
  const byGuard = new Map<string, TargetBlock[]>()
  for (const item of facts.held.blocked) {
    const items = byGuard.get(item.block.guard) ?? []
    items.push(item)
    byGuard.set(item.block.guard, items)
  }
  return [...byGuard].map(([guard, items]) => blockedAlert(guard, items, input, facts))
}

function blockedAlert(
  guard: string,
  items: readonly TargetBlock[],
  input: CommentInput,
  facts: CommentFacts,
): string {
  const lines = items.slice(0, NAMES).map(({ block, targets, isOwn }) => {
    const policy = block.policy === null ? '' : `${code(block.policy)}: `
    const others = isOwn ? '' : ' (not from this pull request)'
    return `- ${policy}${guardText(block.message, targets)}${whereText(targets, facts.affected)}${others}`
  })
  const rest = items.length > NAMES ? [`- and ${count(items.length - NAMES, 'more step')}`] : []
  return alertMarkdown('IMPORTANT', [
    `**Apply will refuse: guard ${code(guard)}.**`,
    ...lines,
    ...rest,
    ...(guard === 'widening'
      ? ['An approval of this pull request lifts it: approve, then run this check again.']
      : []),
    isLiftable(guard)
      ? `An entry in \`exceptions\` of \`policyctl.yaml\` lifts it too, once that is on ${code(input.base.branch)}, whose config judges.`
      : `No exception lifts it. A change of \`policyctl.yaml\` counts once it is on ${code(input.base.branch)}, whose config judges.`,
  ])
}

function testAlert({ tests }: CommentInput): readonly string[] {
  if (tests === null || tests.failures.length === 0) return []
  const lines = tests.failures
    .slice(0, NAMES)
    .map(({ name, message }) => `- ${code(name)}: ${prose(message)}`)
  return [
    alertMarkdown('IMPORTANT', [
      `**${count(tests.failures.length, 'policy test')} ${tests.failures.length === 1 ? 'fails' : 'fail'}.**`,
      ...lines,
      ...(tests.failures.length > NAMES ? ['- the others stand below'] : []),
    ]),
  ]
}

/** Describes the effect of errors. A broken guardrail does not prevent the plan: only the changes that break it are blocked. */
function heldByErrors(errors: readonly Finding[]): string {
  if (errors.every((error) => brokenGuardrail(error) !== null)) return 'apply refuses what breaks a guardrail'
  return `nothing is planned or applied with ${errors.length === 1 ? 'it' : 'them'}`
}

/** Tells of policies whose file cannot be read: the changes above leave them out. */
function hiddenAlert({ diff }: CommentInput, limit: LineLimit): readonly string[] {
  const { uncompared = [] } = diff ?? {}
  if (uncompared.length === 0) return []
  const lines = uncompared.map((policy) => `- ${code(policy)}: ${MAY_BE_THERE}`)
  const title = '**Not compared**, so left out of the changes above:'
  return [alertMarkdown('IMPORTANT', [title, ...linesThatFit(lines, limit)])]
}

/** An error that nobody sees any more is looser than one that fails the check. */
function silencedAlert({ lint }: CommentInput, limit: LineLimit): readonly string[] {
  const errors = silencedErrors(lint)
  if (errors.length === 0) return []
  const lines = errors.map(
    ({ file, line, message, check }) => `- ${code(`${file}:${line}`)} ${prose(message)} (${code(check)})`,
  )
  return [
    alertMarkdown('CAUTION', [
      `**This pull request silences ${count(errors.length, 'error')}** with a comment (${code('policyctl-ignore')}):`,
      ...linesThatFit(lines, limit),
    ]),
  ]
}

function lintAlert({ lint }: CommentInput): readonly string[] {
  if (lint === null || lint.summary.errors === 0) return []
  const errors = lint.findings.filter(({ severity }) => severity === 'error')
  const lines = errors
    .slice(0, NAMES)
    .map(
      ({ file, line, message, check }) => `- ${code(`${file}:${line}`)} ${prose(message)} (${code(check)})`,
    )
  return [
    alertMarkdown('IMPORTANT', [
      `**${count(errors.length, 'error')} in the files**; ${heldByErrors(errors)}.`,
      ...lines,
      ...(errors.length > NAMES ? [`- and ${errors.length - NAMES} more, below`] : []),
    ]),
  ]
}
