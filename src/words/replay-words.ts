/** Words for a replay, the same in all media. */
import { directionOpens } from '../access/model/opens.ts'
import type { ReplayedLog } from '../answers/call-counts.ts'
import { isPartial } from '../answers/is-partial.ts'
import type { CountedRegion, ReplayDocument, ReplayView, UsedRegion } from '../answers/replay.ts'
import type { SkippedLine } from '../calls/log-reading.ts'
import type { CallPlace } from '../calls/tally.ts'
import { OTHERS } from '../calls/unknown-agent-calls.ts'
import { count, grouped } from '../diagnostic/count.ts'
import { agentLabel } from '../policy/binding.ts'
import { causeWords } from './cause-words.ts'
import { daysText } from './day-words.ts'
import { changeWords } from './decision-words.ts'
import { naturalNames } from './natural-order.ts'
import { requestWords } from './request-words.ts'
import { asCode, asName, joined, listOf, listOfWords, NOTHING, say, type Words } from './span.ts'
import { AS_FAR, notComparedWords } from './uncompared-words.ts'

/** `41,203 calls of 14 agents, 1 to 30 Nov 2026 (2 files, 12 lines not read: calls-2.jsonl:881, …)`. */
export function logWords(
  { log }: Pick<ReplayDocument, 'log'>,
  { agents }: Pick<ReplayView, 'agents'>,
): Words {
  const { calls, files, first, last } = log
  const when = first === null || last === null ? '' : `, ${daysText(first, last)}`
  // The other calls are of agents that no binding names; a line below says so.
  const whose = agents === 0 ? ', none of an agent with a binding' : ` of ${count(agents, 'agent')}`
  const head = `${count(calls, 'call')}${whose}${when}`
  const notes = [say` ${{ kind: 'text', text: count(files.length, 'file') }}`, ...unreadWords(log)]
  const [one, ...others] = notes.map((words) => words)
  return [
    { kind: 'text', text: `${head} (` },
    ...joined([(one ?? NOTHING).slice(1), ...others], ', '),
    { kind: 'text', text: ')' },
  ]
}

/** Counts the lines that were not read, and the calls whose time is invalid. */
function unreadWords({ unread, skipped, untimed }: ReplayedLog): readonly Words[] {
  const places = skipped.slice(0, PLACES).map(placeText)
  const more = unread > places.length ? ', …' : ''
  const lines = count(unread, 'line')
  return [
    ...(unread === 0 ? [] : [say`${text(lines)} not read: ${listOf(places, asCode)}${text(more)}`]),
    ...(untimed === 0 ? [] : [say`${text(count(untimed, 'call'))} with an invalid time`]),
  ]
}

const PLACES = 3

function text(own: string): Words {
  return own === '' ? NOTHING : [{ kind: 'text', text: own }]
}

/** `calls-2.jsonl:881`. */
export function placeText({ file, line }: CallPlace | SkippedLine): string {
  return `${file === '-' ? 'standard input' : file}:${line}`
}

/** Names the callers and their calls. */
export function usedWords({ region, agents }: UsedRegion): { readonly who: Words; readonly what: Words } {
  return { who: [listOf(naturalNames(agents.map(agentLabel)), asName)], what: requestWords(region) }
}

/** Words for the effect on the calls of a region. */
export function callEffectWords({ region }: Pick<UsedRegion, 'region'>): Words {
  if (region.before === 'approval_required' && region.after === 'allow')
    return say`a human was asked for these; now nobody is`
  const { before, after } = changeWords(region)
  return say`${before} → ${after}`
}

/** Words for the files and live policies of both sides that cannot be read, so that they decide no call. */
export function replayGapsWords({
  from,
  to,
  errors,
  uncompared,
}: Pick<ReplayView, 'from' | 'to' | 'errors'> & Pick<ReplayDocument, 'uncompared'>): readonly Words[] {
  return notComparedWords({ errors, uncompared, unreadable: [...from.unreadable, ...to.unreadable] })
}

export function unchangedWords(document: ReplayDocument): Words {
  const { unchanged } = document
  const end = isPartial(document) ? `, ${AS_FAR}` : ''
  return text(`${count(unchanged, 'call')} ${unchanged === 1 ? 'is' : 'are'} decided as before${end}`)
}

/** null if every agent name of the log is known and unambiguous. */
export function unknownAgentsWords(
  { unknownAgents }: Pick<ReplayDocument, 'unknownAgents'>,
  { ambiguous }: Pick<ReplayView, 'ambiguous'>,
): Words | null {
  if (unknownAgents.length === 0) return null
  const calls = unknownAgents.reduce((sum, one) => sum + one.calls, 0)
  const apart = unknownAgents.filter(({ agent }) => agent !== OTHERS)
  const others = apart.length === unknownAgents.length ? '' : ' and others'
  const named = apart.map(({ agent, calls: own }): Words => {
    const several = ambiguous.get(agent)
    const why = several === undefined ? NOTHING : say`, which may be ${listOf(several, asName)}`
    return say`${asName(agent)} (${text(grouped(own))}${why})`
  })
  return say`${text(`${count(calls, 'call')} of ${count(apart.length, 'agent')}${others}`)} that no binding names, so they are not judged: ${listOfWords(named)}`
}

/** Words for regions where access widens and that no call of the log used; null if there are none. */
export function unusedOpeningWords(
  { regions }: Pick<ReplayDocument, 'regions'>,
  { causesOf }: Pick<ReplayView, 'causesOf'>,
): Words | null {
  const unused = regions.filter(({ calls, direction }) => calls === 0 && directionOpens(direction))
  if (unused.length === 0) return null
  const named = unused.map((region) => openingWords(region, causesOf))
  return say`${text(`${count(unused.length, 'region')} that no call used`)}: ${listOfWords(named)}`
}

function openingWords(region: CountedRegion, causesOf: ReplayView['causesOf']): Words {
  const [cause] = causesOf(region)
  const requests = requestWords(region)
  return cause === undefined ? requests : say`${causeWords({ ...cause, file: null })} ${requests}`
}

/** Words for the rules that decided no call; null if every rule decided one. */
export function unusedRulesWords({ rules }: ReplayDocument, { logs, agents }: ReplayView): Words | null {
  // A log without a call of a known agent says nothing about any rule.
  if (agents === 0) return text('not judged: no call of an agent with a binding was read')
  const unused = rules.filter(({ calls }) => calls === 0).length
  if (unused === 0) return null
  const files = logs.filter((log) => log !== '-')
  const shown = files.length > PLACES ? [...files.slice(0, PLACES), '…'] : files
  const command = files.length === 0 ? NOTHING : say` (${asCode(['policyctl tighten', ...shown].join(' '))})`
  return say`${text(`${grouped(unused)} of ${count(rules.length, 'rule')}`)}${command}`
}
