import { directionsOf } from '../access/compare/direction.ts'
import { directionOpens } from '../access/model/opens.ts'
import type { Direction } from '../access/model/region.ts'
import type { Spec } from '../policy/policy.ts'

/** Whether the second version may let something through that the first does not; a doubt counts. */
export function widens(from: Spec | null, to: Spec | null): boolean {
  const directions = directionsOrDoubt(from, to)
  return [...directions].some(directionOpens)
}

/** Whether something is decided by other people or for another time, and nothing more permissively. */
export function reroutes(from: Spec | null, to: Spec | null): boolean {
  return directionsOrDoubt(from, to).has('rerouted') && !widens(from, to)
}

/** Asked in the middle of an apply of what a server made up: what cannot be analysed is a doubt, not the end. */
function directionsOrDoubt(from: Spec | null, to: Spec | null): ReadonlySet<Direction> {
  try {
    return directionsOf(from, to)
  } catch {
    return new Set(['mixed'])
  }
}
