/** Holds every region against the plain evaluator before anybody sees it. */
import { canonicalText } from '../policy/canonical.ts'
import type { Request } from '../policy/request.ts'
import type { ComparisonUnit } from './comparison-units.ts'
import { type BoundPolicy, decide, voteOf } from './decide.ts'
import { isInRegion } from './in-region.ts'
import type { PolicyOnSides } from './policy-on-sides.ts'
import type { Region, RouteTaken, Vote } from './region.ts'
import { isSameApproval } from './route-taken.ts'

/**
 * Decides the region's witness on both sides, for an agent of the unit.
 *
 * @returns the region.
 * @throws Error where the evaluator disagrees with it.
 */
export function confirmRegion(region: Region, unit: ComparisonUnit): Region {
  const before = outcomeOf(region.witness, boundTo(unit.policies, 'before'), unit)
  const after = outcomeOf(region.witness, boundTo(unit.policies, 'after'), unit)
  const isRight =
    isInRegion(region, region.witness) &&
    before.vote === region.before &&
    after.vote === region.after &&
    canonicalText([before.route, after.route]) === canonicalText([region.routeBefore, region.routeAfter])
  if (!isRight) throw new Error(`the witness of a region does not hold: ${JSON.stringify(region)}`)
  return region
}

/** Of the policies that changed, those whose own vote or route differs at the witness. */
export function causesAt(witness: Request, policies: readonly PolicyOnSides[]): readonly string[] {
  const touched = policies.filter((policy) => policy.touched.length > 0)
  const causes = touched.filter((policy) => {
    const before = voteOf(witness, boundTo([policy], 'before')[0] ?? null)
    const after = voteOf(witness, boundTo([policy], 'after')[0] ?? null)
    return before.vote !== after.vote || !isSameApproval(before.route, after.route)
  })
  return (causes.length > 0 ? causes : touched).map(({ name }) => name)
}

interface Outcome {
  readonly vote: Vote
  readonly route: RouteTaken | null
}

function outcomeOf(witness: Request, bound: readonly BoundPolicy[], { agents }: ComparisonUnit): Outcome {
  if (agents.length === 0) return voteOf(witness, bound[0] ?? null)
  const decided = decide(witness, bound)
  return { vote: decided.decision, route: decided.route }
}

function boundTo(policies: readonly PolicyOnSides[], side: 'before' | 'after'): readonly BoundPolicy[] {
  return policies.flatMap((policy) => {
    const spec = policy[side]
    return spec === null ? [] : [{ name: policy.name, spec }]
  })
}
