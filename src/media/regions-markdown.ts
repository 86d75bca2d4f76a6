/** Writes access changes as Markdown: an alert for each that widens access, a table for the others. */
import { regionOpens } from '../access/model/opens.ts'
import type { Region } from '../access/model/region.ts'
import type { Cause } from '../answers/cause.ts'
import { type AccessGroup, groupAccess } from '../words/access-group.ts'
import { causeWords } from '../words/cause-words.ts'
import { changeWords } from '../words/decision-words.ts'
import { requestWords, witnessWords } from '../words/request-words.ts'
import type { BeforeAfter } from '../words/span.ts'
import { withoutToolWords } from '../words/tool-words.ts'
import { whoWords } from '../words/who-words.ts'
import { alertMarkdown } from './alert-markdown.ts'
import { SYMBOL } from './direction-marks.ts'
import { markdown } from './markdown.ts'

export interface RegionsMarkdownOptions {
  /** True to name every agent. */
  readonly verbose: boolean
  /** Returns the rules that decide the region. */
  readonly causesOf: (region: Region) => readonly Cause[]
  /** Policies whose steps are blocked. */
  readonly blocked?: ReadonlySet<string>
}

const NAMES = 4
/** Mark of a change that a guard blocks. */
const BLOCKED = ' ⛔ blocked'

/** @returns Markdown, safe for any names and patterns; '' if nothing changed. */
export function regionsMarkdown(regions: readonly Region[], options: RegionsMarkdownOptions): string {
  const groups = groupAccess([{ target: '', regions, blocked: options.blocked ?? new Set() }])
  const alerts = groups.filter(({ region }) => regionOpens(region)).map((group) => alert(group, options))
  const rows = groups.filter(({ region }) => !regionOpens(region)).map((group) => row(group, options))
  const table = rows.length === 0 ? [] : [[...HEAD, ...rows].join('\n')]
  return [...alerts, ...table].map((block) => `${block}\n`).join('\n')
}

/** @returns a block; '' if a tool serves every region. */
export function withoutToolMarkdown(served: Parameters<typeof withoutToolWords>[0]): string {
  const words = withoutToolWords(served)
  return words.length === 0 ? '' : `**No tool**: ${markdown(words, { limit: NAMES })}`
}

const HEAD = ['| | Who | Requests | Before → after |', '|:-:|---|---|---|']

function alert(group: AccessGroup, options: RegionsMarkdownOptions): string {
  const { region } = group
  const limit = limitOf(options)
  const causes = options.causesOf({ ...region, agents: group.agents, policies: group.policies })
  const { before, after } = changeWords(region)
  return alertMarkdown('CAUTION', [
    `${SYMBOL[region.direction]} ${who(group, options)}${group.isBlocked ? BLOCKED : ''}: ${markdown(requestWords(region), { limit })}`,
    `${markdown(before)} → **${markdown(after)}**`,
    [`Example: ${markdown(witnessWords(region.witness))}`, ...causesMarkdown(causes)].join(' · '),
  ])
}

function row(group: AccessGroup, options: RegionsMarkdownOptions): string {
  const { region } = group
  const requests = markdown(requestWords(region), { limit: limitOf(options) })
  return `| ${SYMBOL[region.direction]} | ${who(group, options)}${group.isBlocked ? BLOCKED : ''} | ${requests} | ${pairMarkdown(changeWords(region))} |`
}

/** Writes one change on one line: who, what, before → after. */
export function accessLineMarkdown(group: AccessGroup): string {
  const who = markdown(whoWords(group), { limit: NAMES, isLoud: true })
  const requests = markdown(requestWords(group.region), { limit: NAMES })
  return `${who}: ${requests}: ${pairMarkdown(changeWords(group.region))}`
}

/** Writes before → after. */
export function pairMarkdown({ before, after }: BeforeAfter): string {
  return `${markdown(before)} → ${markdown(after)}`
}

function who(group: AccessGroup, options: RegionsMarkdownOptions): string {
  return markdown(whoWords(group), { limit: limitOf(options), isLoud: true })
}

function limitOf({ verbose }: RegionsMarkdownOptions): number {
  return verbose ? Number.POSITIVE_INFINITY : NAMES
}

function causesMarkdown(causes: readonly Cause[]): readonly string[] {
  if (causes.length === 0) return []
  const words = causes.slice(0, NAMES).map((cause) => markdown(causeWords(cause)))
  const rest = causes.length - words.length
  return [`Cause: ${words.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`]
}
