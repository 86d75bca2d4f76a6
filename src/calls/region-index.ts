/** Finds the region of a comparison that a call belongs to. */

import { isInRegion } from '../access/model/in-region.ts'
import { matchesPattern, type Pattern, parsePattern } from '../access/model/pattern.ts'
import type { Region } from '../access/model/region.ts'
import type { Request } from '../policy/request.ts'

interface IndexedRegion {
  readonly region: Region
  /** Index in the comparison. */
  readonly index: number
  readonly resource: Pattern
}

/** @returns a function that returns the index of the agent's region with the request; null: there is none. */
export function regionIndex(regions: readonly Region[]): (agent: string, request: Request) => number | null {
  const byAgent = new Map<string, IndexedRegion[]>()
  for (const [index, region] of regions.entries()) {
    const indexed = { region, index, resource: parsePattern(region.resource) }
    for (const agent of region.agents) {
      const own = byAgent.get(agent)
      if (own === undefined) byAgent.set(agent, [indexed])
      else own.push(indexed)
    }
  }
  return (agent, request) =>
    byAgent
      .get(agent)
      ?.find(({ region, resource }) => matchesPattern(resource, request.url) && isInRegion(region, request))
      ?.index ?? null
}
