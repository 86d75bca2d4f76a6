/** Prints access changes on a terminal, riskiest first: symbol and word, who, what, before → after, an example, the cause. */

import pc from 'picocolors'
import { directionOpens } from '../access/model/opens.ts'
import type { Direction, Region } from '../access/model/region.ts'
import type { Cause } from '../answers/cause.ts'
import type { DiffDocument } from '../answers/diff.ts'
import { count } from '../diagnostic/count.ts'
import { groupBy } from '../policy/group-by.ts'
import { causeWords } from '../words/cause-words.ts'
import { changeWords } from '../words/decision-words.ts'
import { inNaturalOrder } from '../words/natural-order.ts'
import { requestWords, witnessWords } from '../words/request-words.ts'
import { type BeforeAfter, say } from '../words/span.ts'
import { toolsBehind, withoutToolWords } from '../words/tool-words.ts'
import { AS_FAR } from '../words/uncompared-words.ts'
import { whoWords } from '../words/who-words.ts'
import { TERMINAL_MARK } from './direction-marks.ts'
import { terminal } from './terminal.ts'

export interface RegionsTextOptions {
  readonly color: boolean
  /** True to list every agent, exception and region; else long lists are cut and counted. */
  readonly verbose: boolean
  /** Returns the rules that decide the region. */
  readonly causesOf: (region: Region) => readonly Cause[]
  /** Returns a word for the end of the first line, such as 'BLOCKED'; null: none. */
  readonly markOf?: (region: Region) => string | null
  /** The source of the tools that witnesses use. Default: the tools were not read. */
  readonly tools?: DiffDocument['tools']
  /** Regions to show unless `verbose`; the others are counted. Default: 40. */
  readonly most?: number
  /** True if a part of a side cannot be read: then 'as before' is said only of the rest. Default: false. */
  readonly isPartial?: boolean
  /** Words at the end of the heading. Default: none. */
  readonly note?: string
}

const INDENT = ' '.repeat(12)
/** Longer lists are cut. */
const NAMES = 4
/** The most regions; the others are only counted. The riskiest are shown, since regions are sorted. */
const REGIONS = 40

/** @returns the section with its heading; it ends in a line break. */
export function regionsText(regions: readonly Region[], options: RegionsTextOptions): string {
  const sorted = inReadingOrder(regions)
  const shown = options.verbose ? sorted : sorted.slice(0, options.most ?? REGIONS)
  const rest = sorted.slice(shown.length)
  const blocks = shown.map((region) => regionText(region, options))
  return `${[headingText(regions, options), ...blocks, ...restText(rest)].join('\n\n')}\n`
}

/** Sorts regions, riskiest first; those of equal risk by name, svc-2 before svc-10. */
function inReadingOrder(regions: readonly Region[]): readonly Region[] {
  const byRisk = groupBy(regions, ({ direction, after }) => `${direction} ${after}`)
  const names = ({ agents, policies, resource }: Region): string =>
    [...agents, ...policies, resource].join(' ')
  return [...byRisk.values()].flatMap((equal) => inNaturalOrder(equal, names))
}

function headingText(
  regions: readonly Region[],
  { color, tools = 'unread', note = '', isPartial = false }: RegionsTextOptions,
): string {
  const { bold } = pc.createColors(color)
  if (regions.length === 0)
    return `${bold('ACCESS')}   every request is decided as before${isPartial ? `, ${AS_FAR}` : ''}`
  const agents = new Set(regions.flatMap((region) => region.agents)).size
  const unbound = new Set(regions.flatMap((region) => (region.agents.length === 0 ? region.policies : [])))
    .size
  const counts = [
    ...(agents > 0 ? [count(agents, 'agent', 'agents')] : []),
    ...(unbound > 0 ? [`${count(unbound, 'policy', 'policies')} bound to no known agent`] : []),
  ]
  const end = note === '' ? '' : ` · ${note}`
  return `${bold('ACCESS')}   ${counts.join(', ')}${toolsBehind({ access: regions, tools })}${end}`
}

export function regionText(region: Region, options: RegionsTextOptions): string {
  const { dim } = pc.createColors(options.color)
  const limit = options.verbose ? Number.POSITIVE_INFINITY : NAMES
  const lines = [
    terminal(requestWords(region), { limit }),
    pairText(changeWords(region)),
    ...(isPlain(region) ? [] : [dim(terminal(say`e.g. ${witnessWords(region.witness)}`))]),
    ...causeLines(options.causesOf(region), limit).map(dim),
  ]
  return [firstLine(region, options, limit), ...lines.map((line) => INDENT + line)].join('\n')
}

function firstLine(region: Region, { color, markOf }: RegionsTextOptions, limit: number): string {
  const { bold } = pc.createColors(color)
  const mark = TERMINAL_MARK[region.direction].padEnd(INDENT.length)
  const word = markOf?.(region) ?? null
  const who = terminal(whoWords(region), { limit })
  return `${paint(region.direction, color)(mark)}${bold(who)}${word === null ? '' : `   ${bold(word)}`}`
}

function paint(direction: Direction, color: boolean): (text: string) => string {
  const { red, yellow, green } = pc.createColors(color)
  if (directionOpens(direction)) return red
  return direction === 'rerouted' ? yellow : green
}

/** @returns a line with a line break; '' if a tool serves every region. */
export function withoutToolText(
  served: Parameters<typeof withoutToolWords>[0],
  { color, verbose }: Pick<RegionsTextOptions, 'color' | 'verbose'>,
): string {
  const words = withoutToolWords(served)
  if (words.length === 0) return ''
  const limit = verbose ? Number.POSITIVE_INFINITY : NAMES
  return `${pc.createColors(color).bold('NO TOOL')}   ${terminal(words, { limit })}\n`
}

/** Writes before → after. */
export function pairText({ before, after }: BeforeAfter): string {
  return `${terminal(before)}  →  ${terminal(after)}`
}

/** Tells whether the region needs no example: it is one method and one URL, without other selectors. */
function isPlain({ operations, resource, withTags, tools, capabilities, witness }: Region): boolean {
  const isOneUrl = !resource.endsWith('*')
  return (
    isOneUrl &&
    witness.tool === null &&
    operations.length === 1 &&
    [withTags, tools, capabilities].every((list) => list.length === 0)
  )
}

function causeLines(causes: readonly Cause[], limit: number): readonly string[] {
  const shown = causes.slice(0, limit).map((cause) => terminal(causeWords(cause)))
  const rest = causes.length - shown.length
  return rest === 0 ? shown : [...shown, `and ${rest} more rules`]
}

function restText(rest: readonly Region[]): readonly string[] {
  if (rest.length === 0) return []
  const byDirection = new Map<Direction, number>()
  for (const { direction } of rest) byDirection.set(direction, (byDirection.get(direction) ?? 0) + 1)
  const counts = [...byDirection].map(([direction, number]) => `${number} ${direction}`)
  return [`and ${count(rest.length, 'more region', 'more regions')}: ${counts.join(', ')} (--verbose)`]
}
