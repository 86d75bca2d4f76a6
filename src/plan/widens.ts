import { directionOf } from '../access/direction.ts'
import type { Spec } from '../policy/policy.ts'

/** Whether the second version may let something through that the first does not; a doubt counts. */
export function widens(from: Spec | null, to: Spec | null): boolean {
  const direction = directionOrDoubt(from, to)
  return direction === 'wider' || direction === 'mixed'
}

/** Whether nothing is decided otherwise, but by other people or for another time. */
export function reroutes(from: Spec | null, to: Spec | null): boolean {
  return directionOrDoubt(from, to) === 'rerouted'
}

/** Asked in the middle of an apply of what a server made up: what cannot be analysed is a doubt, not the end. */
function directionOrDoubt(from: Spec | null, to: Spec | null) {
  try {
    return directionOf(from, to)
  } catch {
    return 'mixed'
  }
}
