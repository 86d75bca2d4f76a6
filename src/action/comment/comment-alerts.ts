/** One alert per thing that needs a decision; each item is a whole alert, the gravest first. */

import type { Region, Vote } from '../../access/model/region.ts'
import { count } from '../../diagnostic/count.ts'
import { code, plainName, prose } from '../../media/markdown-text.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import {
  causeWords,
  outcomePair,
  requestsWords,
  targetWords,
  whoWords,
  witnessWords,
} from '../../words/comment-words.ts'
import { type CommentFacts, isNewSince, riskyGroups, type TargetBlock } from './comment-facts.ts'
import type { CommentInput, TargetReport } from './comment-input.ts'

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

export function alertText(kind: 'CAUTION' | 'IMPORTANT', lines: readonly string[]): string {
  // A comment breaks lines where the text does, a job summary only where it ends in two spaces.
  const isItem = (line: string): boolean => line.startsWith('- ')
  const body = lines.flatMap((line, index) => {
    const next = lines[index + 1]
    if (next === undefined || isItem(line) !== isItem(next)) return next === undefined ? [line] : [line, '']
    return isItem(line) ? [line] : [`${line}  `]
  })
  return [`[!${kind}]`, ...body].map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')
}

function loosenedAlert({ loosened, base }: CommentInput): readonly string[] {
  if (loosened.length === 0) return []
  const lines = [
    '**This pull request loosens `policyctl.yaml`.** What follows was still judged by the one on ' +
      `${code(base)}; after the merge the looser one holds:`,
    ...loosened.map((line) => `- ${prose(line)}`),
  ]
  return [alertText('CAUTION', lines)]
}

function failureAlert(target: TargetReport): readonly string[] {
  if (target.kind !== 'failed') return []
  const lines = [
    `**${plainName(target.name)} could not be planned**, so nobody knows what this does there.`,
    `${prose(target.message)} (${code(target.code)})`,
    `Next: ${prose(target.hint)}`,
  ]
  return [alertText('CAUTION', lines)]
}

function accessAlert(group: AccessGroup, input: CommentInput, facts: CommentFacts): string {
  const { region } = group
  const causes = input.causesOf({ ...region, policies: group.policies, agents: group.agents })
  const cause = causes.slice(0, NAMES).map((item) => causeWords(item, input.commit, input.links))
  const rest = causes.length > NAMES ? ` and ${causes.length - NAMES} more` : ''
  const isNew = isNewSince(input.approval, group)
  return alertText('CAUTION', [
    `${sentenceStart(whoWords(group, NAMES))} ${verbWords(region)}${whereWords(group.targets, facts.affected)}.`,
    `Until now: ${region.before === 'none' ? 'no rule spoke of it' : outcomePair(region)[0]}.`,
    ...(region.exact
      ? []
      : ['A `*` inside a pattern is not documented: this may differ, and is shown as if it did.']),
    `Example: ${witnessWords(region.witness)}${cause.length === 0 ? '' : ` · Cause: ${cause.join(', ')}${rest}`}`,
    ...(group.isBlocked ? ['Blocked: apply will not write it, see below.'] : []),
    ...(isNew ? [newWords(input)] : []),
  ])
}

function newWords({ approval }: CommentInput): string {
  if (approval === null) return ''
  return `**New since ${code(approval.by)} approved ${code(approval.commit.slice(0, 7))}.**`
}

/** Names keep their spelling. */
export function sentenceStart(words: string): string {
  return words.replace(/^whoever/, 'Whoever')
}

/** What somebody may do now, in the words of an alert. */
export function verbWords(region: Region): string {
  const requests = requestsWords(region)
  const verbs: Readonly<Record<Vote, string>> = {
    allow: `may ${requests} with **no human**`,
    approval_required: `may ${requests} after ${outcomePair(region)[1]}`,
    none: `is no longer denied ${requests} by it, whatever other policies say`,
    deny: `may see another answer to ${requests}`,
  }
  return verbs[region.after]
}

/** Where a change holds, unless it holds everywhere. */
export function whereWords(targets: readonly string[], affected: readonly string[]): string {
  return targets.length === Math.max(affected.length, 1) ? '' : ` (${targetWords(targets)} only)`
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
  return alertText('IMPORTANT', [
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
    alertText('IMPORTANT', [
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
    alertText('IMPORTANT', [
      `**${count(lint.summary.errors, 'error')} in the files**; nothing is planned or applied with ${lint.summary.errors === 1 ? 'it' : 'them'}.`,
      ...lines,
      ...(errors.length > NAMES ? [`- and ${errors.length - NAMES} more, below`] : []),
    ]),
  ]
}
