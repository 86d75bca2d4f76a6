/**
 * Counts the calls of a log by the decisions of two sides. Each distinct call is
 * decided once, and only outcomes are counted. There are few of them, so memory
 * does not grow with the log.
 */
import type { AccessSide } from '../access/model/access-side.ts'
import { directionBetween } from '../access/model/join-directions.ts'
import { hashesOfStarts } from '../access/model/key-hashes.ts'
import type { Decision, Direction, Region, RouteTaken } from '../access/model/region.ts'
import { isSameApproval } from '../access/model/route-taken.ts'
import { toolOfCall, withTool } from '../access/questions/tool-of-call.ts'
import type { Request } from '../policy/request.ts'
import type { Tool } from '../policy/tool.ts'
import type { AgentNames, KnownAgent } from './agent-names.ts'
import type { AgentCall } from './call.ts'
import { type DecidedCall, Decider, type Matching, type SideRule, UNMATCHED } from './decider.ts'
import { type HostCalls, HostTable } from './host-calls.ts'
import { OutcomeTable } from './outcome-table.ts'
import { regionIndex } from './region-index.ts'
import { UnknownAgentCalls } from './unknown-agent-calls.ts'

export interface ReplayedSides {
  readonly from: AccessSide
  readonly to: AccessSide
  readonly regions: readonly Region[]
  /** The tools of the workspace; null: they cannot be read. */
  readonly tools: readonly Tool[] | null
  readonly agents: AgentNames
  /** Called for each distinct request and each set of rules that decided it; for some more than once. */
  readonly seen?: (request: Request, after: DecidedCall) => void
}

/** The place of a call in the log. */
export interface CallPlace {
  readonly file: string
  readonly line: number
}

/** Calls with the same outcome. */
export interface CallOutcome {
  /** The decision on the TO side. */
  readonly decision: Decision
  readonly change: OutcomeChange | null
  /** Rules of the TO side that decided. */
  readonly because: readonly SideRule[]
  readonly routeAfter: RouteTaken | null
  calls: number
  /** Milliseconds since 1970. */
  last: number | null
  readonly examples: CallPlace[]
}

export interface OutcomeChange {
  readonly agent: string
  readonly before: Decision
  readonly after: Decision
  readonly direction: Direction
  /** Index among the regions of the comparison. */
  readonly region: number
}

/** The most examples that are kept for an outcome, and printed for a change. */
export const MOST_EXAMPLES = 3

/** A distinct request, with the matching rules of both sides, for all agents. */
interface Shape {
  readonly number: number
  /** The number of its origin, among those of the log. */
  readonly origin: number
  readonly method: string
  readonly tool: string | null
  readonly capability: string | null
  readonly request: Request
  readonly from: Matching
  readonly to: Matching
}

const NO_TAGS: readonly string[] = []

/** The most distinct requests that are cached; then the cache is emptied. */
const MOST_SHAPES = 250_000

export class Tally {
  readonly outcomes: CallOutcome[] = []
  calls = 0
  first: number | null = null
  last: number | null = null
  /** The rules of the TO side. */
  readonly rules: readonly SideRule[]
  readonly #from: Decider
  readonly #to: Decider
  readonly #sides: ReplayedSides
  readonly #regionOf: ReturnType<typeof regionIndex>
  readonly #byKey = new Map<string, number>()
  readonly #shapes = new Map<string, Shape[]>()
  #shapeCount = 0
  /** Outcomes by set of policies and request, shared by all agents with the same matching policies. */
  readonly #shared = new OutcomeTable()
  /** Outcomes by agent and request, for the other calls. */
  readonly #decided = new OutcomeTable()
  readonly #hosts = new HostTable()
  readonly #unknownAgents = new UnknownAgentCalls()

  constructor(sides: ReplayedSides) {
    this.#sides = sides
    this.#from = new Decider(sides.from)
    this.#to = new Decider(sides.to)
    this.rules = this.#to.rules
    this.#regionOf = regionIndex(sides.regions)
  }

  /** The number of known agents whose calls were read. */
  get agents(): number {
    return this.#sides.agents.count
  }

  /** The calls of agents that no binding knows, by name; those of all names beyond the first 100,000 under ''. */
  get unknownAgents(): ReadonlyMap<string, number> {
    return this.#unknownAgents.calls
  }

  /** The calls of known agents, by origin. */
  get hosts(): readonly HostCalls[] {
    return this.#hosts.counted(this.#sides.agents.named)
  }

  /** @returns the outcome under which the call counts; null: the agent is not known. */
  add(call: AgentCall, place: CallPlace): CallOutcome | null {
    this.calls += 1
    const { time } = call
    if (time !== null) {
      if (this.first === null || time < this.first) this.first = time
      if (this.last === null || time > this.last) this.last = time
    }
    const agent = this.#sides.agents.of(call.agent)
    if (agent === null) {
      this.#unknownAgents.add(call.agent)
      return null
    }
    const outcome = this.#outcomeOf(call, agent)
    outcome.calls += 1
    if (time !== null && (outcome.last === null || time > outcome.last)) outcome.last = time
    if (outcome.change !== null && outcome.examples.length < MOST_EXAMPLES) outcome.examples.push(place)
    return outcome
  }

  #outcomeOf(call: AgentCall, agent: KnownAgent): CallOutcome {
    const shape = this.#shapeOf(call)
    this.#hosts.add(agent.number, shape.origin)
    const voters = this.#votersOf(shape, agent)
    const shared = voters === null ? -1 : this.#shared.get(voters, shape.number)
    const known = this.outcomes[shared < 0 ? this.#decided.get(agent.number, shape.number) : shared]
    if (known !== undefined) return known
    const { outcome, key } = this.#decide(shape, agent)
    const number = this.#byKey.get(key) ?? this.outcomes.push(outcome) - 1
    this.#byKey.set(key, number)
    if (voters === null || outcome.change !== null) this.#decided.set(agent.number, shape.number, number)
    else this.#shared.set(voters, shape.number, number)
    return this.outcomes[number] ?? outcome
  }

  /** The agent's matching policies on both sides as one number; null: they are too many for that. */
  #votersOf({ from, to }: Shape, { name }: KnownAgent): number | null {
    const [before, after] = [this.#from.votersOf(from, name), this.#to.votersOf(to, name)]
    return before === null || after === null ? null : before * 2 ** 13 + after
  }

  #shapeOf({ method, url, tool, capability }: AgentCall): Shape {
    for (const shape of this.#shapes.get(url) ?? [])
      if (shape.method === method && shape.tool === tool && shape.capability === capability) return shape
    if (this.#shapeCount >= MOST_SHAPES) this.#forget()
    const called = toolOfCall({ method, url }, this.#sides.tools)
    const request = withTool({ method, url, tags: NO_TAGS, tool, capability }, called)
    const starts = hashesOfStarts(url)
    // A host without a tool: the call is denied, whatever policies say.
    const isAsked = called.state !== 'unregistered'
    const shape: Shape = {
      ...{ number: this.#shapeCount, origin: this.#hosts.numberOf(url), method, tool, capability, request },
      from: isAsked ? this.#from.matching(request, starts) : UNMATCHED,
      to: isAsked ? this.#to.matching(request, starts) : UNMATCHED,
    }
    this.#shapeCount += 1
    const now = this.#shapes.get(url)
    if (now === undefined) this.#shapes.set(url, [shape])
    else now.push(shape)
    return shape
  }

  #forget(): void {
    this.#shapes.clear()
    this.#shapeCount = 0
    this.#decided.clear()
    this.#shared.clear()
    this.#from.forget()
    this.#to.forget()
  }

  #decide(
    shape: Shape,
    { name: agent }: KnownAgent,
  ): { readonly outcome: CallOutcome; readonly key: string } {
    const before = this.#from.decide(shape.from, shape.request, agent)
    const after = this.#to.decide(shape.to, shape.request, agent)
    this.#sides.seen?.(shape.request, after)
    const change = this.#changeOf({ before, after }, agent, shape.request)
    const { decision, because, route: routeAfter } = after
    const outcome = { decision, change, because, routeAfter, calls: 0, last: null, examples: [] }
    const route = routeAfter === null ? '' : `${routeAfter.policy}#${routeAfter.route}`
    const rules = because.map(({ number }) => number).join()
    const changed = change === null ? '' : `${agent} ${change.before} ${change.after} ${change.region}`
    return { outcome, key: `${decision} ${rules} ${route} ${changed}` }
  }

  #changeOf(
    { before, after }: { readonly before: DecidedCall; readonly after: DecidedCall },
    agent: string,
    request: Request,
  ): OutcomeChange | null {
    if (before.decision === after.decision && isSameApproval(before.route, after.route)) return null
    const region = this.#regionOf(agent, request)
    // The comparison and the evaluator disagree: that is an error of policyctl, which no count may hide.
    if (region === null) throw new Error(`a call of ${agent} changes, and no region of the comparison has it`)
    return {
      ...{ agent, before: before.decision, after: after.decision, region },
      direction: directionBetween(before.decision, after.decision),
    }
  }
}
