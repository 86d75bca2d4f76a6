import type { Spec } from '../../policy/policy.ts'
import type { AccessSide } from '../model/access-side.ts'
import { joinDirections } from '../model/join-directions.ts'
import { policyOnSides } from '../model/policy-on-sides.ts'
import type { Direction, Region } from '../model/region.ts'
import { regionsOf } from './compare.ts'

/**
 * Computes the direction of the votes of one policy; null stands for 'absent'.
 * 'same': no request gets another vote or route.
 */
export function directionOf(before: Spec | null, after: Spec | null): Direction | 'same' {
  return joinDirections(directionsOf(before, after))
}

/** The single directions before they are joined, so that a narrower vote does not hide a change of routes elsewhere. */
export function directionsOf(before: Spec | null, after: Spec | null): ReadonlySet<Direction> {
  const policies = [policyOnSides('policy', before, after)]
  return new Set(regionsOf([{ agents: [], policies }]).map(({ direction }) => direction))
}

export interface Comparison {
  readonly before: AccessSide
  readonly after: AccessSide
  /** The regions that compareAccess found for the two. */
  readonly access: readonly Region[]
}

/**
 * Returns directionOf for the policies of a comparison, without sweeping again: for
 * policies that are bound to nobody, `access` already has the directions.
 */
export function directionsIn({ before, after, access }: Comparison): (policy: string) => Direction | 'same' {
  const bound = new Set([...before.bindings.values(), ...after.bindings.values()].flat())
  const own = new Map<string, Direction[]>()
  for (const { agents, policies, direction } of access) {
    const [policy] = policies
    if (agents.length > 0 || policy === undefined) continue
    own.set(policy, [...(own.get(policy) ?? []), direction])
  }
  return (policy) =>
    bound.has(policy)
      ? directionOf(before.policies.get(policy) ?? null, after.policies.get(policy) ?? null)
      : joinDirections(own.get(policy) ?? [])
}
