/** Counts the calls of a log in each region of a comparison. */
import { isInRegion } from '../access/model/in-region.ts'
import { matchesPattern, type Pattern, parsePattern } from '../access/model/pattern.ts'
import type { Region } from '../access/model/region.ts'
import { toolOfCall, withTool } from '../access/questions/tool-of-call.ts'
import type { Tool } from '../policy/tool.ts'
import type { AgentNames } from './agent-names.ts'
import type { AgentCall } from './call.ts'

interface CountedRegion {
  readonly region: Region
  readonly resource: Pattern
  readonly agents: ReadonlySet<string>
  calls: number
}

/** A distinct request, and the regions that contain it. */
interface KnownRequest extends Pick<AgentCall, 'method' | 'tool' | 'capability'> {
  readonly regions: readonly CountedRegion[]
}

/** The most distinct requests that are cached. */
const MOST = 250_000

export class RegionCalls {
  calls = 0
  /** Calls of agents that no binding names. */
  ofUnknownAgents = 0
  first: number | null = null
  last: number | null = null
  readonly #regions: readonly CountedRegion[]
  readonly #tools: readonly Tool[] | null
  readonly #agents: AgentNames
  readonly #known = new Map<string, KnownRequest[]>()
  #count = 0

  /** @param tools of the workspace; null: they cannot be read. */
  constructor(regions: readonly Region[], agents: AgentNames, tools: readonly Tool[] | null) {
    this.#regions = regions.map((region) => ({
      ...{ region, resource: parsePattern(region.resource), agents: new Set(region.agents), calls: 0 },
    }))
    this.#agents = agents
    this.#tools = tools
  }

  /** The calls of each region, in the order of the regions. */
  get counts(): readonly number[] {
    return this.#regions.map(({ calls }) => calls)
  }

  add(call: AgentCall): void {
    this.calls += 1
    const { time } = call
    if (time !== null) {
      this.first = Math.min(this.first ?? time, time)
      this.last = Math.max(this.last ?? time, time)
    }
    const agent = this.#agents.of(call.agent)
    if (agent === null) {
      this.ofUnknownAgents += 1
      return
    }
    for (const region of this.#regionsOf(call)) if (region.agents.has(agent.name)) region.calls += 1
  }

  #regionsOf({ method, url, tool, capability }: AgentCall): readonly CountedRegion[] {
    for (const known of this.#known.get(url) ?? [])
      if (known.method === method && known.tool === tool && known.capability === capability)
        return known.regions
    if (this.#count >= MOST) this.#known.clear()
    this.#count = this.#count >= MOST ? 1 : this.#count + 1
    const called = toolOfCall({ method, url }, this.#tools)
    const request = withTool({ method, url, tags: [], tool, capability }, called)
    // A host without a tool: the call is denied before and after, whatever policies say.
    const regions =
      called.state === 'unregistered'
        ? []
        : this.#regions.filter(
            ({ region, resource }) => matchesPattern(resource, url) && isInRegion(region, request),
          )
    const alike = this.#known.get(url) ?? []
    alike.push({ method, tool, capability, regions })
    this.#known.set(url, alike)
    return regions
  }
}
