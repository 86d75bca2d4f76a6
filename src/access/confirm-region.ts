/** Holds every region against the plain evaluator before anybody sees it. */
import type { Request } from '../policy/request.ts'
import type { ComparisonUnit } from './comparison-units.ts'
import { type BoundPolicy, decide, voteOf } from './decide.ts'
import { isInRegion } from './in-region.ts'
import type { PolicyOnSides } from './policy-on-sides.ts'
import type { Region, RouteTaken, Vote } from './region.ts'
import { isSameApproval } from './route-taken.ts'

interface RegionJudge {
  /** @returns the region. @throws Error where the evaluator disagrees with it at its witness. */
  confirmed(region: Region): Region
  /** Of the policies that changed, those whose own vote or route differs at the witness. */
  causesAt(witness: Request): readonly string[]
}

export function regionJudge({ agents, policies }: ComparisonUnit): RegionJudge {
  const isUnbound = agents.length === 0
  const before = boundTo(policies, 'before')
  const after = boundTo(policies, 'after')
  const touched = policies.filter((policy) => policy.touched.length > 0)
  return {
    confirmed: (region) => {
      const { witness } = region
      const isRight =
        isInRegion(region, witness) &&
        isOutcome(outcomeOf(witness, before, isUnbound), region.before, region.routeBefore) &&
        isOutcome(outcomeOf(witness, after, isUnbound), region.after, region.routeAfter)
      if (!isRight) throw new Error(`the witness of a region does not hold: ${JSON.stringify(region)}`)
      return region
    },
    causesAt: (witness) => {
      const causes = touched.length === 1 ? touched : touched.filter((policy) => differsAt(witness, policy))
      return (causes.length > 0 ? causes : touched).map(({ name }) => name)
    },
  }
}

interface Outcome {
  readonly vote: Vote
  readonly route: RouteTaken | null
}

function outcomeOf(witness: Request, bound: readonly BoundPolicy[], isUnbound: boolean): Outcome {
  if (isUnbound) return voteOf(witness, bound[0] ?? null)
  const { decision, route } = decide(witness, bound)
  return { vote: decision, route }
}

function isOutcome({ vote, route }: Outcome, wanted: Vote, taken: RouteTaken | null): boolean {
  return (
    vote === wanted &&
    route?.policy === taken?.policy &&
    route?.route === taken?.route &&
    isSameApproval(route, taken)
  )
}

function differsAt(witness: Request, policy: PolicyOnSides): boolean {
  const before = voteOf(witness, boundTo([policy], 'before')[0] ?? null)
  const after = voteOf(witness, boundTo([policy], 'after')[0] ?? null)
  return before.vote !== after.vote || !isSameApproval(before.route, after.route)
}

function boundTo(policies: readonly PolicyOnSides[], side: 'before' | 'after'): readonly BoundPolicy[] {
  return policies.flatMap((policy) => {
    const spec = policy[side]
    return spec === null ? [] : [{ name: policy.name, spec }]
  })
}
