import { directionLoosens } from '../access/model/opens.ts'
import type { Decision, Direction, Region } from '../access/model/region.ts'
import type { HostCalls } from '../calls/host-calls.ts'
import type { LogReading } from '../calls/log-reading.ts'
import {
  type CallOutcome,
  type CallPlace,
  MOST_EXAMPLES,
  type OutcomeChange,
  type Tally,
} from '../calls/tally.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Tool } from '../policy/tool.ts'
import type { Answer } from './answer.ts'
import {
  type CountedRoute,
  type CountedRule,
  callsBy,
  countedRoutes,
  countedRules,
  loggedCalls,
  type ReplayedLog,
  type StrangersCalls,
  strangersIn,
} from './call-counts.ts'
import type { Cause } from './cause.ts'
import { type ReadSide, type UnreadableFile, unreadableFiles, unreadableOn } from './read-side.ts'

/** The document that `replay --format json` prints (schema/replay.schema.json). */
export interface ReplayDocument {
  readonly formatVersion: 1
  readonly from: string
  readonly to: string
  /** The source of the second side's bindings: the weakest that had to be relied on. */
  readonly bindings: ReadSide['bindings']
  readonly log: ReplayedLog
  /** Calls that are decided as before; with those of `changes` and `unknownAgents` they are all. */
  readonly unchanged: number
  /** Agents that no binding of either side knows: nothing is said of their calls. Most calls first. */
  readonly unknownAgents: readonly StrangersCalls[]
  /** Worst first. */
  readonly changes: readonly ReplayedChange[]
  /** The access comparison, riskiest first. */
  readonly regions: readonly CountedRegion[]
  /** Rules of the second side, with the calls that they decided. */
  readonly rules: readonly CountedRule[]
  /** Routes of the second side, with the calls that they took. */
  readonly routes: readonly CountedRoute[]
  /** Names of the first target that are others in the second, whose names the answer has; [] unless both sides are targets. */
  readonly mapped: readonly { readonly from: string; readonly to: string }[]
  /** Live policies of either side that cannot be read: no call is decided by them. */
  readonly unreadable: ReadSide['unreadable']
  /** Files of either side that cannot be read. */
  readonly unreadableFiles: readonly UnreadableFile[]
}

export interface ReplayedChange {
  readonly before: Decision
  readonly after: Decision
  readonly direction: Direction
  readonly calls: number
  readonly agents: readonly string[]
  readonly examples: readonly CallPlace[]
}

export type CountedRegion = Region & { readonly calls: number }

/** The decisions on the calls of a log. */
export type ReplayAnswer = Answer<'replay', ReplayDocument, ReplayView>

export interface ReplayView {
  /** Regions that calls fell into, riskiest first. */
  readonly used: readonly UsedRegion[]
  /** As the log was named on the command line, to be named again. */
  readonly logs: readonly string[]
  /** Names of the log that mean several agents. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>
  /** The calls of known agents, by where they went. */
  readonly hosts: readonly HostCalls[]
  /** Agents of either side whose calls were read. */
  readonly agents: number
  readonly errors: readonly Finding[]
  readonly causesOf: (region: Region) => readonly Cause[]
  /** The sides themselves, for those who want to decide anything anew. */
  readonly from: ReadSide
  readonly to: ReadSide
  /** The tools of the workspace; null: they cannot be read. */
  readonly tools: readonly Tool[] | null
  /** Name and version. */
  readonly tool: string
}

export interface UsedRegion {
  readonly region: Region
  readonly calls: number
  /** Those who called. */
  readonly agents: readonly string[]
  readonly example: CallPlace | null
}

export interface Replayed
  extends Pick<ReplayView, 'causesOf' | 'ambiguous' | 'from' | 'to' | 'tools' | 'tool'>,
    Pick<ReplayDocument, 'mapped'> {
  readonly regions: readonly Region[]
  readonly tally: Tally
  readonly reading: LogReading
}

/** The condition on which a replay fails. */
export type ReplayDemand = 'denied' | 'wider' | null

/** Errors in files are 1. */
export function replayAnswer(replayed: Replayed, demand: ReplayDemand): ReplayAnswer {
  const { from, to, tally, regions, reading, causesOf, ambiguous, tools, tool } = replayed
  const document = replayDocument(replayed)
  const errors = [...from.errors, ...to.errors]
  return {
    kind: 'replay',
    document,
    status: strongest(errors.length > 0 ? EXIT.no : EXIT.done, statusOfDemand(demand, document)),
    view: {
      used: usedRegions(tally, regions),
      agents: tally.agents,
      hosts: tally.hosts,
      errors,
      causesOf,
      logs: reading.files,
      ambiguous,
      from,
      to,
      tools,
      tool,
    },
  }
}

function statusOfDemand(demand: ReplayDemand, { changes }: ReplayDocument): ExitStatus {
  const isRefused =
    (demand === 'denied' && changes.some(({ before, after }) => before !== 'deny' && after === 'deny')) ||
    (demand === 'wider' && changes.some(({ direction }) => directionLoosens(direction)))
  return isRefused ? EXIT.no : EXIT.done
}

function replayDocument({ from, to, regions, tally, reading, mapped }: Replayed): ReplayDocument {
  const changes = changesIn(tally.outcomes)
  const unknown = strangersIn(tally)
  const changed = changes.reduce((sum, { calls }) => sum + calls, 0)
  const strangers = unknown.reduce((sum, { calls }) => sum + calls, 0)
  const perRegion = callsBy(tally.outcomes, ({ change }) => (change === null ? [] : [change.region]))
  return {
    formatVersion: 1,
    from: from.name,
    to: to.name,
    bindings: to.bindings,
    log: loggedCalls(tally, reading),
    unchanged: tally.calls - changed - strangers,
    unknownAgents: unknown,
    changes,
    regions: regions.map((region, index) => ({ ...region, calls: perRegion.get(index)?.calls ?? 0 })),
    rules: countedRules(tally),
    routes: countedRoutes(tally, to),
    mapped,
    unreadable: unreadableOn(from, to),
    unreadableFiles: unreadableFiles([...from.errors, ...to.errors]),
  }
}

type ChangedOutcome = CallOutcome & { readonly change: OutcomeChange }

function changedOnes(outcomes: readonly CallOutcome[]): readonly ChangedOutcome[] {
  return outcomes.filter((outcome): outcome is ChangedOutcome => outcome.change !== null)
}

/** Sorts by harm: first calls that lose a human's approval, then calls that become allowed, then refused ones. */
const ORDER: readonly `${Decision} ${Decision}`[] = [
  'approval_required allow',
  'deny allow',
  'deny approval_required',
  'allow deny',
  'approval_required deny',
  'allow approval_required',
  'approval_required approval_required',
]

function changesIn(outcomes: readonly CallOutcome[]): readonly ReplayedChange[] {
  const changed = changedOnes(outcomes)
  return ORDER.flatMap((key): readonly ReplayedChange[] => {
    const same = changed.filter(({ change }) => `${change.before} ${change.after}` === key)
    const [first] = same
    if (first === undefined) return []
    const { before, after, direction } = first.change
    return [
      {
        ...{ before, after, direction },
        calls: same.reduce((sum, { calls }) => sum + calls, 0),
        agents: [...new Set(same.map(({ change }) => change.agent))].sort(),
        examples: same.flatMap(({ examples }) => examples).slice(0, MOST_EXAMPLES),
      },
    ]
  })
}

function usedRegions({ outcomes }: Tally, regions: readonly Region[]): readonly UsedRegion[] {
  const changed = changedOnes(outcomes)
  return regions.flatMap((region, index) => {
    const same = changed.filter(({ change }) => change.region === index)
    if (same.length === 0) return []
    return [
      {
        region,
        calls: same.reduce((sum, { calls }) => sum + calls, 0),
        agents: [...new Set(same.map(({ change }) => change.agent))].sort(),
        example: same[0]?.examples[0] ?? null,
      },
    ]
  })
}
