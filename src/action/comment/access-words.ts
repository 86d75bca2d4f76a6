/** Writes an access change in the lines of the comment, as safe Markdown. */
import type { Region } from '../../access/model/region.ts'
import { count, grouped } from '../../diagnostic/count.ts'
import { SYMBOL } from '../../media/direction-marks.ts'
import { type MarkdownOptions, markdown, namesMarkdown } from '../../media/markdown.ts'
import { isShownWhole } from '../../media/markdown-text.ts'
import { pairMarkdown } from '../../media/regions-markdown.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { changeWords, effectWords } from '../../words/decision-words.ts'
import { requestWords } from '../../words/request-words.ts'
import { capitalised, own, plainText, say, type Words } from '../../words/span.ts'
import { whoWords } from '../../words/who-words.ts'
import type { AccessItem } from './alike.ts'
import type { CommentFacts } from './comment-facts.ts'

/** The most names of a list in a line; the others are counted. */
export const NAMES = 4

const IN_SHORT: MarkdownOptions = { limit: NAMES, isLoud: true }
const IN_FULL: MarkdownOptions = { isLoud: true, isWhole: true }

export function symbolOf(region: Region): string {
  return SYMBOL[region.direction]
}

/** Writes the first line of an alert: `**billing-agent** may `POST …` with **no human**`. */
export function abilityText(item: AccessItem): string {
  const [{ region }] = item.groups
  return markdown(say`${capitalised(whoOf(item))} ${effectWords(region, whatOf(item))}`, IN_SHORT)
}

/** Names the targets that a fact applies to, unless they are those that the heading names. It may hold for more. */
export function whereText(targets: readonly string[], affected: readonly string[]): string {
  const isAll = targets.length === affected.length && affected.every((name) => targets.includes(name))
  const isPart = targets.every((name) => affected.includes(name))
  return isAll ? '' : ` (${namesMarkdown(targets, NAMES)}${isPart ? ' only' : ''})`
}

/** Writes one item of the list: who, what, from → to. */
export function itemLine(item: AccessItem, facts: Pick<CommentFacts, 'affected' | 'callsOf'>): string {
  const { affected } = facts
  const [{ region, targets, isBlocked }] = item.groups
  const notes = `${whereText(targets, affected)}${isBlocked ? ' ⛔ blocked' : ''}`
  const who = markdown(whoOf(item), IN_SHORT)
  return `- ${symbolOf(region)} ${who}${notes}: ${markdown(whatOf(item), IN_SHORT)}: ${pairMarkdown(changeWords(region))}${callsText(item, facts, ' · ')}`
}

/** Writes `412 calls of the log`; '' if no log was read. @param before the text before it. */
export function callsText(
  { groups }: AccessItem,
  { callsOf }: Pick<CommentFacts, 'callsOf'>,
  before: string,
): string {
  const byTarget = new Map<string, number>()
  for (const { target, calls } of groups.flatMap(callsOf))
    byTarget.set(target, (byTarget.get(target) ?? 0) + calls)
  const numbers = [...new Set(byTarget.values())]
  const [only] = numbers
  if (only === undefined) return ''
  if (numbers.length === 1)
    return `${before}${only === 0 ? 'no call of the log' : `**${count(only, 'call')}** of the log`}`
  const each = [...byTarget].map(([target, calls]) => `${namesMarkdown([target], 1)} **${grouped(calls)}**`)
  return `${before}calls of the log: ${each.join(', ')}`
}

/** Writes a change in full, with nothing left out or shortened. */
export function fullLine({ region, agents, policies, targets }: AccessGroup): string {
  const where = namesMarkdown(targets, Number.POSITIVE_INFINITY)
  const { before, after } = changeWords(region)
  const words = say`${whoWords({ agents, policies })}: ${requestWords(region)}: ${before} → ${after}`
  return `- ${symbolOf(region)} ${where}: ${markdown(words, IN_FULL)}`
}

/** Tells whether the short form leaves nothing out. */
export function isWhole({ groups }: AccessItem): boolean {
  const [group] = groups
  const { region, agents, policies, targets } = group
  const lists = [
    agents.length > 0 ? agents : policies,
    targets,
    region.exceptResources,
    region.withTags,
    region.withoutTags,
    region.tools,
    region.exceptTools,
    region.capabilities,
    region.exceptCapabilities,
  ]
  const { before, after } = changeWords(region)
  const texts = [...lists.flat(), ...[requestWords(region), before, after].map(plainText)]
  // One more than the limit is still named.
  return groups.length === 1 && lists.every((list) => list.length <= NAMES + 1) && texts.every(isShownWhole)
}

/** Names the agents that a change affects; for several similar policies without a known agent, their number. */
function whoOf({ groups }: AccessItem): Words {
  const [first] = groups
  if (groups.length === 1 || first.agents.length > 0) return whoWords(first)
  const policies = new Set(groups.flatMap((group) => group.policies))
  return say`any agent bound to one of ${own(count(policies.size, 'policy', 'policies'))}`
}

/** Describes the requests; for several similar changes their common pattern, and the number of places. */
function whatOf({ groups, resource }: AccessItem): Words {
  const words = requestWords({ ...groups[0].region, resource })
  return groups.length === 1 ? words : say`${words} (${own(count(groups.length, 'place'))})`
}
