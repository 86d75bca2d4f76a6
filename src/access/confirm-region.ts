/** Holds every region against the plain evaluator before anybody sees it. */

import { canonicalText } from '../policy/canonical.ts'
import { type BoundPolicy, type Decided, decide, voteOf } from './decide.ts'
import { isInRegion } from './in-region.ts'
import type { PolicyOnSides } from './policy-on-sides.ts'
import type { Region, Vote } from './region.ts'
import { isSameApproval } from './route-taken.ts'

/**
 * Decides the region's witness on both sides.
 *
 * @returns the policies whose change makes the difference there.
 * @throws Error where the evaluator disagrees with the region.
 */
export function confirmRegion(region: Region, policies: readonly PolicyOnSides[]): readonly string[] {
  const isUnbound = region.agents.length === 0
  const before = outcomeOf(region, boundTo(policies, 'before'), isUnbound)
  const after = outcomeOf(region, boundTo(policies, 'after'), isUnbound)
  const isRight =
    isInRegion(region, region.witness) &&
    before.vote === region.before &&
    after.vote === region.after &&
    canonicalText([before.route, after.route]) === canonicalText([region.routeBefore, region.routeAfter])
  if (!isRight) throw new Error(`the witness of a region does not hold: ${JSON.stringify(region)}`)
  const touched = policies.filter((policy) => policy.touched.length > 0)
  const causes = touched.filter((policy) => differsAt(region, policy))
  return (causes.length > 0 ? causes : touched).map(({ name }) => name)
}

interface Outcome extends Decided {
  readonly vote: Vote
}

function outcomeOf({ witness }: Region, bound: readonly BoundPolicy[], isUnbound: boolean): Outcome {
  if (isUnbound) return voteOf(witness, bound[0] ?? null)
  const decided = decide(witness, bound)
  return { ...decided, vote: decided.decision }
}

function differsAt({ witness }: Region, policy: PolicyOnSides): boolean {
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
