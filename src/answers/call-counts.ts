/** Counts the calls of a log, by the rules and routes that decided them, for several answers. */
import { routesOf } from '../access/model/reading.ts'
import type { LogReading, SkippedLine } from '../calls/log-reading.ts'
import type { CallOutcome, Tally } from '../calls/tally.ts'
import { OTHERS } from '../calls/unknown-agent-calls.ts'
import type { ReadSide } from './read-side.ts'

/** Calls of an agent that no binding names; agent '': all agents after the first 100,000 names. */
export interface UnknownAgent {
  readonly agent: string
  readonly calls: number
}

export interface ReplayedLog {
  readonly files: readonly string[]
  readonly calls: number
  /** Number of lines that could not be read; the first of them are in `skipped`. */
  readonly unread: number
  readonly skipped: readonly SkippedLine[]
  /** Number of calls whose time cannot be read; they are counted too. */
  readonly untimed: number
  /** ISO 8601, UTC; null if no call has a time. */
  readonly first: string | null
  readonly last: string | null
}

interface Counted {
  readonly calls: number
  /** The time of the last call; ISO 8601, UTC; null if no counted call has a time. */
  readonly last: string | null
}
export type CountedRule = Counted & { readonly policy: string; readonly rule: number }
export type CountedRoute = Counted & { readonly policy: string; readonly route: number }

/** Agents that no binding names, most calls first; at the end the ones that are counted together. */
export function unknownAgentsIn({ unknownAgents }: Pick<Tally, 'unknownAgents'>): readonly UnknownAgent[] {
  const unknown = [...unknownAgents].map(([agent, calls]) => ({ agent, calls }))
  const isOthers = ({ agent }: UnknownAgent): number => Number(agent === OTHERS)
  return unknown.sort(
    (a, b) => isOthers(a) - isOthers(b) || b.calls - a.calls || (a.agent < b.agent ? -1 : 1),
  )
}

/** Sums up the logs that were read. */
export function loggedCalls(tally: Tally, reading: LogReading): ReplayedLog {
  return {
    files: reading.files,
    calls: tally.calls,
    unread: reading.unread,
    skipped: reading.skipped,
    untimed: reading.untimed,
    first: moment(tally.first),
    last: moment(tally.last),
  }
}

export function countedRules({ outcomes, rules }: Tally): readonly CountedRule[] {
  const perRule = callsBy(outcomes, ({ because }) => because.map(({ number }) => number))
  return rules.map(({ policy, rule, number }) => ({ policy, rule, ...countedOf(perRule.get(number)) }))
}

export function countedRoutes({ outcomes }: Tally, { access }: ReadSide): readonly CountedRoute[] {
  const key = (policy: string, route: number): string => JSON.stringify([policy, route])
  const perRoute = callsBy(outcomes, ({ routeAfter }) =>
    routeAfter === null ? [] : [key(routeAfter.policy, routeAfter.route)],
  )
  return [...access.policies.keys()].sort().flatMap((policy) => {
    const spec = access.policies.get(policy)
    const routes = spec === undefined ? [] : routesOf(spec)
    return routes.map((_route, route) => ({ policy, route, ...countedOf(perRoute.get(key(policy, route))) }))
  })
}

interface Calls {
  calls: number
  last: number | null
}

/** Sums the calls of outcomes by key; an outcome counts for each of its keys. */
export function callsBy<Key>(
  outcomes: readonly CallOutcome[],
  keysOf: (outcome: CallOutcome) => readonly Key[],
) {
  const sums = new Map<Key, Calls>()
  for (const outcome of outcomes)
    for (const key of keysOf(outcome)) {
      const sum = sums.get(key) ?? { calls: 0, last: null }
      sum.calls += outcome.calls
      if (outcome.last !== null && (sum.last === null || outcome.last > sum.last)) sum.last = outcome.last
      sums.set(key, sum)
    }
  return sums
}

function countedOf(sum: Calls | undefined): Counted {
  return { calls: sum?.calls ?? 0, last: moment(sum?.last ?? null) }
}

function moment(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
