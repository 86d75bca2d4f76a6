/**
 * Compares two sides exactly: which requests get another decision, or another
 * route, for whom. Everything that is returned has been confirmed by the plain
 * evaluator.
 */
import type { AccessSide } from '../model/access-side.ts'
import { parsePattern } from '../model/pattern.ts'
import type { Region } from '../model/region.ts'
import { type ComparisonUnit, comparisonUnits } from './comparison-units.ts'
import { regionJudge } from './confirm-region.ts'
import { onlyMethod, type RequestFocus } from './focus.ts'
import { policiesBehind } from './policies-behind.ts'
import { regionOrderKey, riskiestFirst } from './region-order.ts'
import { sweep } from './sweep.ts'
import { type WordedRegion, wordRegions } from './word-regions.ts'

/**
 * The requests whose decision or route differs between the sides: per agent
 * that either side knows, and, in votes, per policy that is bound to nobody.
 * Regions of one agent do not overlap, and together they are exactly the
 * requests that changed. Riskiest first.
 *
 * @param focus limits the comparison exactly to such requests.
 * @throws Error if a witness does not hold, which is a fault of policyctl and never of the policies.
 */
export function compareAccess(
  before: AccessSide,
  after: AccessSide,
  focus: RequestFocus | null = null,
): readonly Region[] {
  return regionsOf(comparisonUnits(before, after), focus)
}

/** Merges equal regions of agents; policies that are bound to nobody keep their own regions. */
export function regionsOf(
  units: readonly ComparisonUnit[],
  focus: RequestFocus | null = null,
): readonly Region[] {
  return mergedRegions(units, (unit) => sweptRegions(unit, focus))
}

/** @param regionsIn finds the regions of a unit, as `sweptRegions` does. */
export function mergedRegions(
  units: readonly ComparisonUnit[],
  regionsIn: (unit: ComparisonUnit) => readonly Region[],
): readonly Region[] {
  const merged = new Map<string, Region[]>()
  for (const unit of units) {
    for (const region of regionsIn(unit)) {
      const key = mergeKey(unit, region)
      const known = merged.get(key)
      if (known === undefined) merged.set(key, [region])
      else known.push(region)
    }
  }
  return riskiestFirst([...merged.values()].map(joined))
}

function mergeKey({ agents }: ComparisonUnit, region: Region): string {
  const owner = agents.length === 0 ? JSON.stringify(region.policies) : ''
  return owner + regionOrderKey(region)
}

export function sweptRegions(unit: ComparisonUnit, focus: RequestFocus | null): readonly Region[] {
  const { agents, policies } = unit
  if (policies.every(({ touched }) => touched.length === 0)) return []
  const worded = wordsOf(unit, focus)
  const confirmed = regionJudge(unit)
  const touched = policies.filter((policy) => policy.touched.length > 0)
  return worded.map((region) => confirmed({ agents, policies: policiesBehind(region, touched), ...region }))
}

function wordsOf({ agents, policies }: ComparisonUnit, focus: RequestFocus | null): readonly WordedRegion[] {
  const unmatched = agents.length === 0 ? 'none' : 'deny'
  if (focus === null) return wordRegions(sweep({ policies, unmatched }))
  const { method, pattern } = focus
  const worded = wordRegions(onlyMethod(sweep({ policies, unmatched, focus: parsePattern(pattern) }), method))
  if (method === '*') return worded
  return worded.map((region) => ({
    ...region,
    operations: [method],
    exceptOperations: [],
    witness: { ...region.witness, method },
  }))
}

function joined(regions: readonly Region[]): Region {
  const [first, ...others] = regions
  if (first === undefined) throw new Error('a region of nobody')
  if (others.length === 0) return first
  const union = (lists: readonly (readonly string[])[]): readonly string[] =>
    [...new Set(lists.flat())].sort()
  return {
    ...first,
    agents: union(regions.map(({ agents }) => agents)),
    policies: union(regions.map(({ policies }) => policies)),
  }
}
