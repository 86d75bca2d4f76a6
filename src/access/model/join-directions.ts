/** Computes the direction of a change (docs/access-model.md, directions). */
import type { Direction, Vote } from './region.ts'

/** deny ⊑ none ⊑ allow and deny ⊑ approval_required ⊑ allow; none and approval_required are not comparable. */
const HEIGHT: Readonly<Record<Vote, number>> = { deny: 0, none: 1, approval_required: 1, allow: 2 }

/** Compares two outcomes that differ: in their votes, or, with equal votes, in the route. */
export function directionBetween(before: Vote, after: Vote): Direction {
  if (before === after) return 'rerouted'
  if (HEIGHT[before] === HEIGHT[after]) return 'mixed'
  return HEIGHT[before] < HEIGHT[after] ? 'wider' : 'narrower'
}

/** The join of directions: two different ones are mixed, so that none hides behind another. */
export function joinDirections(directions: Iterable<Direction>): Direction | 'same' {
  const [first, ...others] = new Set(directions)
  if (first === undefined) return 'same'
  return others.length === 0 ? first : 'mixed'
}
