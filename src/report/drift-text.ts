/** Drift on a terminal: what it opened first, then each policy that was changed live, then what to do. */
import pc from 'picocolors'
import type { Region } from '../access/region.ts'
import type { DriftChange, FoundDrift } from '../plan/make-drift.ts'
import type { Cause } from './cause.ts'
import { printable } from './printable.ts'
import { agentName, requestWords, shortList } from './region-words.ts'
import { regionsText } from './regions-text.ts'
import { specDiff } from './spec-diff.ts'

export interface DriftTextOptions {
  readonly color: boolean
  readonly verbose: boolean
  readonly causesOf: (region: Region) => readonly Cause[]
}

const SYMBOLS = { added: '+', removed: '-', changed: '~' } as const
const HAPPENED = { added: 'created live', removed: 'deleted live', changed: 'edited live' } as const
/** Longer lists of names are cut without --verbose. */
const NAMES = 8
/** Lines of one policy's difference; more are counted. */
const LINES = 20

export function driftText(drift: FoundDrift, options: DriftTextOptions): string {
  const { bold } = pc.createColors(options.color)
  const { changes, access, unmanaged } = drift.document
  const sections = [
    bold(headline(drift)),
    ...(changes.length === 0 ? [] : [regionsText(access, options).trimEnd()]),
    ...changes.map((change) => changeText(drift, change, options)),
    ...namesText('INTERRUPTED', drift.interrupted, 'an apply was cut off here; policyctl apply finishes it'),
    ...namesText('UNMANAGED', unmanaged, 'not from this repository, left alone'),
    ...(changes.length === 0 ? [] : [choices(changes)]),
  ]
  return `${sections.join('\n\n')}\n`

  function namesText(title: string, names: readonly string[], meaning: string): readonly string[] {
    if (names.length === 0) return []
    const list = shortList(names.map(printable), options.verbose ? Number.POSITIVE_INFINITY : NAMES)
    return [`${bold(title)}   ${list}   ${meaning}`]
  }
}

/** The answer in one line: the riskiest access that somebody opened, where there is any. */
function headline({ document: { target, changes, access, ledger } }: FoundDrift): string {
  if (changes.length === 0) return `live agrees with the ledger of ${target} (${ledger.slice(0, 7)})`
  const count = changes.length === 1 ? '1 policy was' : `${changes.length} policies were`
  const [worst] = access
  const isOpened = worst !== undefined && (worst.direction === 'wider' || worst.direction === 'mixed')
  const opened = isOpened ? `: ${whoOf(worst)} may now send ${requestWords(worst, NAMES)}` : ''
  return `${count} changed outside git in ${target}${opened}`
}

function whoOf({ agents, policies }: Region): string {
  return agents.length > 0
    ? shortList(agents.map(agentName), 2)
    : `whoever is bound to ${shortList(policies.map(printable), 2)}`
}

function changeText({ before, after }: FoundDrift, change: DriftChange, options: DriftTextOptions): string {
  const { bold, dim, green, red } = pc.createColors(options.color)
  const { policy, kind, direction } = change
  const effect = direction === 'same' ? 'no request is decided otherwise' : direction
  const lines = specDiff(before.policies.get(policy) ?? null, after.policies.get(policy) ?? null).map(
    (line) => (line.startsWith('+') ? green : red)(`    ${printable(line)}`),
  )
  const shown = options.verbose ? lines : lines.slice(0, LINES)
  const rest = lines.length - shown.length
  return [
    `${SYMBOLS[kind]} ${bold(printable(policy))}   ${HAPPENED[kind]}   ${effect}`,
    ...shown,
    ...(rest === 0 ? [] : [dim(`    and ${rest} more lines (--verbose)`)]),
  ].join('\n')
}

function choices(changes: readonly DriftChange[]): string {
  const names = changes.length > NAMES ? '--all' : changes.map(({ policy }) => policy).join(' ')
  return ['put back  policyctl apply', `keep      policyctl pull ${printable(names)}`].join('\n')
}
