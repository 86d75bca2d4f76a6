import { directionOf } from '../access/direction.ts'
import type { Spec } from '../policy/policy.ts'

/** Whether the second version may let something through that the first does not; a doubt counts. */
export function widens(from: Spec | null, to: Spec | null): boolean {
  const direction = directionOf(from, to)
  return direction === 'wider' || direction === 'mixed'
}
