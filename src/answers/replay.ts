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
  type UnknownAgent,
  unknownAgentsIn,
} from './call-counts.ts'
import type { Cause } from './cause.ts'
import { documentsDiffer } from './diff.ts'
import { type ReadSide, type UnreadableFile, unreadableFiles, unreadableOn } from './read-side.ts'

/** The document that `replay --format json` prints (schema/replay.schema.json). */
export interface ReplayDocument {
  readonly formatVersion: 1
  readonly from: string
  readonly to: string
  /** The least reliable source that was needed for the second side's bindings. */
  readonly bindings: ReadSide['bindings']
  readonly log: ReplayedLog
  /** Number of calls that are decided as before. All other calls are in `changes` or `unknownAgents`. */
  readonly unchanged: number
  /** Agents that no binding of either side names: their calls are not decided. Most calls first. */
  readonly unknownAgents: readonly UnknownAgent[]
  /** The most harmful first. */
  readonly changes: readonly ReplayedChange[]
  /** The access comparison, riskiest first. */
  readonly regions: readonly CountedRegion[]
  /** Rules of the second side, with the calls that they decided. */
  readonly rules: readonly CountedRule[]
  /** Routes of the second side, with the calls that they took. */
  readonly routes: readonly CountedRoute[]
  /** If both sides are targets: the names of the first that were translated to those of the second; otherwise []. */
  readonly mapped: readonly { readonly from: string; readonly to: string }[]
  /** Live policies of either side that cannot be read: no call is decided by them. */
  readonly unreadable: ReadSide['unreadable']
  /** Files of either side that cannot be read. */
  readonly unreadableFiles: readonly UnreadableFile[]
  /** Policies that only one side has, and that may be in such a file of the other side: no call is decided by them. */
  readonly uncompared: readonly string[]
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
  /** The names of the logs on the command line, for the commands in the output. */
  readonly logs: readonly string[]
  /** Names in the log that mean several agents, with these agents. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>
  /** The calls of known agents, by host. */
  readonly hosts: readonly HostCalls[]
  /** True if the two sides have different PolicyBinding documents. */
  readonly bindingsDiffer: boolean
  /** Number of known agents whose calls were read. */
  readonly agents: number
  readonly errors: readonly Finding[]
  readonly causesOf: (region: Region) => readonly Cause[]
  /** The sides themselves, for media that decide requests again. */
  readonly from: ReadSide
  readonly to: ReadSide
  /** The tools of the workspace; null: they cannot be read. */
  readonly tools: readonly Tool[] | null
  /** Name and version of policyctl. */
  readonly tool: string
}

export interface UsedRegion {
  readonly region: Region
  readonly calls: number
  /** The agents that made the calls. */
  readonly agents: readonly string[]
  readonly example: CallPlace | null
}

export interface Replayed
  extends Pick<ReplayView, 'causesOf' | 'ambiguous' | 'from' | 'to' | 'tools' | 'tool'>,
    Pick<ReplayDocument, 'mapped' | 'uncompared'> {
  readonly regions: readonly Region[]
  readonly tally: Tally
  readonly reading: LogReading
}

/** The value of --fail-on; null: not given. */
export type ReplayDemand = 'denied' | 'wider' | null

/** The exit status is 1 if --fail-on applies, or if the files have errors. */
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
      bindingsDiffer: documentsDiffer(from, to),
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

function replayDocument({ from, to, regions, tally, reading, mapped, uncompared }: Replayed): ReplayDocument {
  const changes = changesIn(tally.outcomes)
  const unknown = unknownAgentsIn(tally)
  const changed = changes.reduce((sum, { calls }) => sum + calls, 0)
  const undecided = unknown.reduce((sum, { calls }) => sum + calls, 0)
  const perRegion = callsBy(tally.outcomes, ({ change }) => (change === null ? [] : [change.region]))
  return {
    formatVersion: 1,
    from: from.name,
    to: to.name,
    bindings: to.bindings,
    log: loggedCalls(tally, reading),
    unchanged: tally.calls - changed - undecided,
    unknownAgents: unknown,
    changes,
    regions: regions.map((region, index) => ({ ...region, calls: perRegion.get(index)?.calls ?? 0 })),
    rules: countedRules(tally),
    routes: countedRoutes(tally, to),
    mapped,
    unreadable: unreadableOn(from, to),
    unreadableFiles: unreadableFiles([...from.errors, ...to.errors]),
    uncompared,
  }
}

type ChangedOutcome = CallOutcome & { readonly change: OutcomeChange }

function changedOnes(outcomes: readonly CallOutcome[]): readonly ChangedOutcome[] {
  return outcomes.filter((outcome): outcome is ChangedOutcome => outcome.change !== null)
}

/** Changes in the order of harm: first calls that lose a human's approval, then others that get through, then refused ones, then calls that need (another) approval. */
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
