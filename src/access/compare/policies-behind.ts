/**
 * Finds the policies that make the difference of a region. A region is worded
 * for all its requests together, so one policy may be behind it for GET and
 * another for POST; the person who approves has to see both.
 */

import type { PolicyOnSides } from '../model/policy-on-sides.ts'
import type { Direction } from '../model/region.ts'
import { mayOverlap } from './may-overlap.ts'
import { sweep } from './sweep.ts'
import { type WordedRegion, wordRegions } from './word-regions.ts'

/**
 * @param touched the policies that changed, of those that the region is about.
 * @returns names, in the order of `touched`; never empty where `touched` is not. A doubt counts.
 */
export function policiesBehind(region: WordedRegion, touched: readonly PolicyOnSides[]): readonly string[] {
  const [first, ...others] = touched
  if (first === undefined || others.length === 0) return touched.map(({ name }) => name)
  const within = touched.map((policy) => ({
    name: policy.name,
    directions: ownDifferences(policy)
      .filter((own) => mayOverlap(own, region))
      .map(({ direction }) => direction),
  }))
  const behind = within.filter(({ directions }) => directions.some((own) => mayMake(region.direction, own)))
  const changed = within.filter(({ directions }) => directions.length > 0)
  return [behind, changed, within].find((found) => found.length > 0)?.map(({ name }) => name) ?? []
}

/** The decision is monotone in every vote: none gets wider because of a vote that gets narrower. */
function mayMake(direction: Direction, own: Direction): boolean {
  if (direction === 'wider') return own === 'wider' || own === 'mixed'
  if (direction === 'narrower') return own === 'narrower' || own === 'mixed'
  return true
}

const known = new WeakMap<PolicyOnSides['parts'], readonly WordedRegion[]>()

/** Finds where the votes of the policy alone differ; many agents may see the same pair. */
function ownDifferences(policy: PolicyOnSides): readonly WordedRegion[] {
  const found = known.get(policy.parts) ?? wordRegions(sweep({ policies: [policy], unmatched: 'none' }))
  known.set(policy.parts, found)
  return found
}
