/**
 * Compares two sides exactly: which requests get another decision, or another
 * route, for whom. Everything that is returned has been confirmed by the plain
 * evaluator.
 */

import type { AccessSide } from './access-side.ts'
import { type ComparisonUnit, comparisonUnits } from './comparison-units.ts'
import { confirmRegion } from './confirm-region.ts'
import type { Region } from './region.ts'
import { byRisk } from './region-order.ts'
import { sweep } from './sweep.ts'
import { wordRegions } from './word-regions.ts'

/**
 * The requests whose decision or route differs between the sides: per agent
 * that either side knows, and, in votes, per policy that is bound to nobody.
 * Regions of one agent do not overlap, and together they are exactly the
 * requests that changed. Riskiest first.
 *
 * @throws Error where a witness does not hold: a fault of the tool, never of the policies.
 */
export function compareAccess(before: AccessSide, after: AccessSide): readonly Region[] {
  const merged = new Map<string, Region>()
  for (const unit of comparisonUnits(before, after))
    for (const region of regionsOf(unit)) mergeInto(merged, region, unit.agents.length === 0)
  return [...merged.values()].sort(byRisk)
}

/** All regions of agents that see the same policies, or of one policy alone, in votes. */
export function regionsOf(unit: ComparisonUnit): readonly Region[] {
  const { agents, policies } = unit
  if (policies.every(({ touched }) => touched.length === 0)) return []
  const unmatched = agents.length === 0 ? 'none' : 'deny'
  return wordRegions(sweep({ policies, unmatched })).map((worded) => {
    const region: Region = { agents, policies: [], ...worded }
    return { ...region, policies: confirmRegion(region, policies) }
  })
}

/** Agents with equal changes share a region; policies that are bound to nobody stay apart. */
function mergeInto(merged: Map<string, Region>, region: Region, isUnbound: boolean): void {
  const { agents, policies, witness: _witness, ...rest } = region
  const key = JSON.stringify([isUnbound ? policies : null, rest])
  const known = merged.get(key)
  merged.set(
    key,
    known === undefined
      ? region
      : { ...known, agents: union(known.agents, agents), policies: union(known.policies, policies) },
  )
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort()
}
