/** Writes one alert for each change that may widen access, the gravest first; a last alert counts the others. */

import { regionOpens } from '../../access/model/opens.ts'
import { blobLink } from '../../answers/blob-link.ts'
import { count } from '../../diagnostic/count.ts'
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { markdown } from '../../media/markdown.ts'
import { code } from '../../media/markdown-text.ts'
import { groupRank } from '../../words/access-group.ts'
import { causeWords } from '../../words/cause-words.ts'
import { formerWords } from '../../words/decision-words.ts'
import { witnessWords } from '../../words/request-words.ts'
import type { LineOfFile } from '../../words/span.ts'
import { abilityText, callsText, itemLine, NAMES, whereText } from './access-words.ts'
import { type LineLimit, linesThatFit } from './alert-lines.ts'
import { type AccessItem, foldAlike } from './alike.ts'
import { type CommentFacts, isNewSince } from './comment-facts.ts'
import type { CommentInput } from './comment-input.ts'

/** The most alerts, so that red stays rare. Further changes are in the list, and the last alert counts them. */
export const ACCESS_ALERTS = 8

export function isAlerted({ groups }: AccessItem): boolean {
  return regionOpens(groups[0].region)
}

/** Writes one alert. */
export function accessAlert(item: AccessItem, input: CommentInput, facts: CommentFacts): string {
  const [group] = item.groups
  const { region } = group
  const calls = callsText(item, facts, 'Real calls: ')
  return alertMarkdown('CAUTION', [
    `${abilityText(item)}${whereText(group.targets, facts.affected)}.`,
    `Until now: ${markdown(formerWords(region), { limit: NAMES })}.`,
    `Example: ${markdown(witnessWords(region.witness), { limit: NAMES })}${causesText(item, input)}`,
    ...(calls === '' ? [] : [calls]),
    ...(group.isBlocked ? ['Blocked: apply will not write it, see below.'] : []),
    ...(item.groups.some((each) => isNewSince(input.approval, each)) ? [newWords(input)] : []),
  ])
}

/** Counts the wider access that no alert shows, so that it is never left out silently. */
export function announcement(items: readonly AccessItem[]): string {
  const places = items.reduce((sum, { groups }) => sum + groups.length, 0)
  const known = items.filter(({ groups }) => groupRank(groups[0]) < 2).length
  const grave = known === 0 ? 'all of policies bound to no known agent' : `${known} of known agents`
  return alertMarkdown('CAUTION', [
    `**And ${count(places, 'more change')} that may let more through**, ${grave}: they stand first in the list below.`,
  ])
}

/** Warns of access that is live already: no plan writes it, and the merge keeps it. */
export function alreadyLiveAlert(facts: CommentFacts, limit: LineLimit): readonly string[] {
  const { alreadyLive } = facts
  if (alreadyLive.length === 0) return []
  const kind = alreadyLive.some(({ region }) => regionOpens(region)) ? 'CAUTION' : 'IMPORTANT'
  const lines = foldAlike(alreadyLive).map((item) => itemLine(item, facts))
  return [
    alertMarkdown(kind, [
      '**Live has this already**, so the plan writes nothing for it. The merge keeps it:',
      ...linesThatFit(lines, limit),
    ]),
  ]
}

function causesText({ groups }: AccessItem, input: CommentInput): string {
  const [{ region, policies, agents, targets }] = groups
  const causes = input.causesOf({ ...region, policies, agents }, targets)
  if (causes.length === 0) return ''
  const linkTo = (place: LineOfFile): string => blobLink({ ...input.links, commit: input.commit }, place)
  const shown = causes.slice(0, NAMES).map((cause) => markdown(causeWords(cause), { linkTo }))
  const rest = causes.length > NAMES ? ` and ${causes.length - NAMES} more` : ''
  return ` · Cause: ${shown.join(', ')}${rest}`
}

function newWords({ approval }: CommentInput): string {
  if (approval === null) return ''
  return `**New since ${code(approval.by)} approved ${code(approval.commit.slice(0, 7))}.**`
}
