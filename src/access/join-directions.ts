/** Which way a change goes (docs/access-model.md, directions). */
import type { Direction, Vote } from './region.ts'

/** deny ⊑ none ⊑ allow and deny ⊑ approval_required ⊑ allow; none and approval_required are not comparable. */
const HEIGHT: Readonly<Record<Vote, number>> = { deny: 0, none: 1, approval_required: 1, allow: 2 }

/** Of two outcomes that differ: in their votes, or, the votes being equal, in the route. */
export function directionBetween(before: Vote, after: Vote): Direction {
  if (before === after) return 'rerouted'
  if (HEIGHT[before] === HEIGHT[after]) return 'mixed'
  return HEIGHT[before] < HEIGHT[after] ? 'wider' : 'narrower'
}

/**
 * The join of directions: rerouted lies below wider, since that says the more
 * alarming thing already; beside narrower it must not get lost, so the two
 * together are mixed, as are wider and narrower.
 */
export function joinDirections(directions: Iterable<Direction>): Direction | 'same' {
  const found = new Set(directions)
  if (found.size === 0) return 'same'
  const isNarrower = found.has('narrower')
  if (found.has('mixed') || (isNarrower && found.size > 1)) return 'mixed'
  if (isNarrower) return 'narrower'
  return found.has('wider') ? 'wider' : 'rerouted'
}
