/** One alert per thing that needs a decision; each item is a whole alert, the gravest first. */

import { count } from '../../diagnostic/count.ts'
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { markdown, namesMarkdown } from '../../media/markdown.ts'
import { code, plainName, prose } from '../../media/markdown-text.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { causeWords } from '../../words/cause-words.ts'
import { abilityWords, formerWords, MAY_DIFFER } from '../../words/decision-words.ts'
import { requestWords, witnessWords } from '../../words/request-words.ts'
import { capitalised, type LineOfFile } from '../../words/span.ts'
import { whoWords } from '../../words/who-words.ts'
import { type CommentFacts, isNewSince, riskyGroups, type TargetBlock } from './comment-facts.ts'
import { blobLink, type CommentInput, type TargetReport } from './comment-input.ts'

/** Red stays rare: more than these stand in the table. */
export const ACCESS_ALERTS = 8
const NAMES = 4

export function alertsOf(input: CommentInput, facts: CommentFacts): readonly string[] {
  return [
    ...loosenedAlert(input),
    ...input.targets.flatMap(failureAlert),
    ...riskyGroups(facts.access)
      .slice(0, ACCESS_ALERTS)
      .map((group) => accessAlert(group, input, facts)),
    ...blockedAlerts(input, facts),
    ...testAlert(input),
    ...lintAlert(input),
  ]
}

function loosenedAlert({ loosened, base }: CommentInput): readonly string[] {
  if (loosened.length === 0) return []
  const lines = [
    '**This pull request loosens `policyctl.yaml`.** What follows was still judged by the one on ' +
      `${code(base)}; after the merge the looser one holds:`,
    ...loosened.map((line) => `- ${prose(line)}`),
  ]
  return [alertMarkdown('CAUTION', lines)]
}

function failureAlert(target: TargetReport): readonly string[] {
  if (target.kind !== 'failed') return []
  const lines = [
    `**${plainName(target.name)} could not be planned**, so nobody knows what this does there.`,
    `${prose(target.message)} (${code(target.code)})`,
    `Next: ${prose(target.hint)}`,
  ]
  return [alertMarkdown('CAUTION', lines)]
}

function accessAlert(group: AccessGroup, input: CommentInput, facts: CommentFacts): string {
  const { region } = group
  const causes = input.causesOf({ ...region, policies: group.policies, agents: group.agents })
  const linkTo = (place: LineOfFile): string => blobLink(input.links, input.commit, place)
  const cause = causes.slice(0, NAMES).map((item) => markdown(causeWords(item), { linkTo }))
  const rest = causes.length > NAMES ? ` and ${causes.length - NAMES} more` : ''
  const isNew = isNewSince(input.approval, group)
  return alertMarkdown('CAUTION', [
    `${abilityText(group)}${whereWords(group.targets, facts.affected)}.`,
    `Until now: ${markdown(formerWords(region), { limit: NAMES })}.`,
    ...(region.exact ? [] : [`${markdown(capitalised(MAY_DIFFER))}.`]),
    `Example: ${markdown(witnessWords(region.witness), { limit: NAMES })}${cause.length === 0 ? '' : ` · Cause: ${cause.join(', ')}${rest}`}`,
    ...(group.isBlocked ? ['Blocked: apply will not write it, see below.'] : []),
    ...(isNew ? [newWords(input)] : []),
  ])
}

function newWords({ approval }: CommentInput): string {
  if (approval === null) return ''
  return `**New since ${code(approval.by)} approved ${code(approval.commit.slice(0, 7))}.**`
}

/** Who may do what now, as the first line of an alert has it. */
export function abilityText(group: AccessGroup): string {
  const who = markdown(capitalised(whoWords(group)), { limit: NAMES, isLoud: true })
  return `${who} ${markdown(abilityWords(group.region, requestWords(group.region)), { limit: NAMES })}`
}

/** Where a change holds, unless it holds everywhere. */
export function whereWords(targets: readonly string[], affected: readonly string[]): string {
  return targets.length === Math.max(affected.length, 1) ? '' : ` (${namesMarkdown(targets, 5)} only)`
}

function blockedAlerts(input: CommentInput, facts: CommentFacts): readonly string[] {
  const byGuard = new Map<string, TargetBlock[]>()
  for (const item of facts.blocked) {
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
  const lines = items.slice(0, NAMES).map(({ block, targets }) => {
    const policy = block.policy === null ? '' : `${code(block.policy)}: `
    return `- ${policy}${prose(block.message)}${whereWords(targets, facts.affected)}`
  })
  const rest = items.length > NAMES ? [`- and ${count(items.length - NAMES, 'more step')}`] : []
  return alertMarkdown('IMPORTANT', [
    `**Apply will refuse: guard ${code(guard)}.**`,
    ...lines,
    ...rest,
    `An exception or another setting of \`policyctl.yaml\` helps once it is on ${code(input.base)}: that one judges.`,
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
      `**${count(lint.summary.errors, 'error')} in the files**; nothing is planned or applied with ${lint.summary.errors === 1 ? 'it' : 'them'}.`,
      ...lines,
      ...(errors.length > NAMES ? [`- and ${errors.length - NAMES} more, below`] : []),
    ]),
  ]
}
