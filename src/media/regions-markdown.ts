/** Access changes as Markdown: an alert for each that lets more through, a table for the rest. */
import type { Direction, Region } from '../access/model/region.ts'
import { alertText } from '../action/comment/comment-alerts.ts'
import { type Cause, causeName, causePlace } from '../answers/cause.ts'
import { type AccessGroup, groupAccess, isRisky } from '../words/access-group.ts'
import { changeWords, outcomePair, requestsWords, whoWords, witnessWords } from '../words/comment-words.ts'
import { code } from './markdown-text.ts'

export interface RegionsMarkdownOptions {
  /** Names every agent. */
  readonly verbose: boolean
  /** The rules that make the region what it is. */
  readonly causesOf: (region: Region) => readonly Cause[]
}

const SYMBOLS: Readonly<Record<Direction, string>> = {
  wider: '🔺',
  mixed: '🔶',
  rerouted: '🔁',
  narrower: '🔻',
}
const NAMES = 4

/** Safe Markdown, whatever names and patterns hold; '' where nothing changed. */
export function regionsMarkdown(regions: readonly Region[], options: RegionsMarkdownOptions): string {
  const groups = groupAccess([{ target: '', regions, blocked: new Set() }])
  const alerts = groups.filter(({ region }) => isRisky(region)).map((group) => alert(group, options))
  const rows = groups.filter(({ region }) => !isRisky(region)).map((group) => row(group, options))
  const table = rows.length === 0 ? [] : [[...HEAD, ...rows].join('\n')]
  return [...alerts, ...table].map((block) => `${block}\n`).join('\n')
}

const HEAD = ['| | Who | Requests | Before → after |', '|:-:|---|---|---|']

function alert(group: AccessGroup, options: RegionsMarkdownOptions): string {
  const { region } = group
  const causes = options.causesOf({ ...region, agents: group.agents, policies: group.policies })
  const [before, after] = outcomePair(region)
  return alertText('CAUTION', [
    `${SYMBOLS[region.direction]} ${who(group, options)}: ${requestsWords(region)}`,
    `${before} → **${after}**`,
    ...(region.exact ? [] : ['May differ: a `*` before the end of a pattern is not documented.']),
    [`Example: ${witnessWords(region.witness)}`, ...causeWords(causes)].join(' · '),
  ])
}

function row(group: AccessGroup, options: RegionsMarkdownOptions): string {
  const { region } = group
  return `| ${SYMBOLS[region.direction]} | ${who(group, options)} | ${requestsWords(region)} | ${changeWords(region)} |`
}

function who(group: AccessGroup, { verbose }: RegionsMarkdownOptions): string {
  return whoWords(group, verbose ? Number.POSITIVE_INFINITY : NAMES)
}

function causeWords(causes: readonly Cause[]): readonly string[] {
  if (causes.length === 0) return []
  const words = causes.slice(0, NAMES).map((cause) => {
    const place = causePlace(cause)
    return place === '' ? code(causeName(cause)) : `${code(causeName(cause))} ${code(place)}`
  })
  const rest = causes.length - words.length
  return [`Cause: ${words.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`]
}
