/**
 * Finds the policies that cause a region. A region stands for all its requests, so one
 * policy may cause it for GET and another for POST; a reviewer must see both.
 */

import type { PolicyOnSides } from '../model/policy-on-sides.ts'
import type { Direction } from '../model/region.ts'
import { mayOverlap } from './may-overlap.ts'
import { sweep } from './sweep.ts'
import { type WordedRegion, wordRegions } from './word-regions.ts'

/**
 * @param touched the changed policies of the region's agents.
 * @returns names in the order of `touched`; not empty unless `touched` is. A doubt counts.
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

/** Tells whether a policy's own direction can cause the region's. A decision never gets wider because a vote gets narrower. */
function mayMake(direction: Direction, own: Direction): boolean {
  if (direction === 'wider') return own === 'wider' || own === 'mixed'
  if (direction === 'narrower') return own === 'narrower' || own === 'mixed'
  return true
}

const known = new WeakMap<PolicyOnSides['parts'], readonly WordedRegion[]>()

/** Finds the regions in which the votes of the policy alone differ, once for all agents. */
function ownDifferences(policy: PolicyOnSides): readonly WordedRegion[] {
  const found = known.get(policy.parts) ?? wordRegions(sweep({ policies: [policy], unmatched: 'none' }))
  known.set(policy.parts, found)
  return found
}
