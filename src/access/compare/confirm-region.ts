/** Checks every region with the plain evaluator before it is returned. */
import type { BoundPolicy } from '../model/decide.ts'
import { isInRegion } from '../model/in-region.ts'
import type { PolicyOnSides } from '../model/policy-on-sides.ts'
import type { Region, RouteTaken, Vote } from '../model/region.ts'
import { isSameApproval } from '../model/route-taken.ts'
import { type Outcome, votedOutcome } from '../model/voted-outcome.ts'
import type { ComparisonUnit } from './comparison-units.ts'

/** @returns the given region. @throws Error if the evaluator decides its witness differently. */
type RegionJudge = (region: Region) => Region

export function regionJudge({ agents, policies }: ComparisonUnit): RegionJudge {
  const sender = {
    isUnbound: agents.length === 0,
    before: boundTo(policies, 'before'),
    after: boundTo(policies, 'after'),
  }
  return (region) => {
    if (!holdsAtWitness(region, sender))
      throw new Error(`the witness of a region does not hold: ${JSON.stringify(region)}`)
    return region
  }
}

/** The sender of a region's requests, on both sides. */
export interface SenderOnSides {
  /** A policy that is bound to no known agent votes, and decides nothing. */
  readonly isUnbound: boolean
  readonly before: readonly BoundPolicy[]
  readonly after: readonly BoundPolicy[]
}

/** Tells whether the plain evaluator decides the witness as the region says. */
export function holdsAtWitness(region: Region, { isUnbound, before, after }: SenderOnSides): boolean {
  const { witness } = region
  return (
    isInRegion(region, witness) &&
    isOutcome(votedOutcome(witness, before, isUnbound), region.before, region.routeBefore) &&
    isOutcome(votedOutcome(witness, after, isUnbound), region.after, region.routeAfter)
  )
}

function isOutcome({ vote, route }: Outcome, wanted: Vote, taken: RouteTaken | null): boolean {
  return (
    vote === wanted &&
    route?.policy === taken?.policy &&
    route?.route === taken?.route &&
    isSameApproval(route, taken)
  )
}

function boundTo(policies: readonly PolicyOnSides[], side: 'before' | 'after'): readonly BoundPolicy[] {
  return policies.flatMap((policy) => {
    const spec = policy[side]
    return spec === null ? [] : [{ name: policy.name, spec }]
  })
}
