import type { Spec } from '../policy/policy.ts'
import { regionsOf } from './compare.ts'
import { joinDirections } from './join-directions.ts'
import { policyOnSides } from './policy-on-sides.ts'
import type { Direction } from './region.ts'

/** Which way the votes of one policy go; null stands for 'absent'. 'same': no request gets another vote or route. */
export function directionOf(before: Spec | null, after: Spec | null): Direction | 'same' {
  const policies = [policyOnSides('policy', before, after)]
  return joinDirections(regionsOf([{ agents: [], policies }]).map(({ direction }) => direction))
}
