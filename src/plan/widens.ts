import { regionsOf } from '../access/compare/compare.ts'
import { directionsOf } from '../access/compare/direction.ts'
import { directionOpens } from '../access/model/opens.ts'
import { policyOnSides } from '../access/model/policy-on-sides.ts'
import type { Direction } from '../access/model/region.ts'
import type { Spec } from '../policy/policy.ts'

/** Tells whether the second version may allow more than the first; a doubt counts. */
export function widens(from: Spec | null, to: Spec | null): boolean {
  const directions = directionsOrDoubt(from, to)
  return [...directions].some(directionOpens)
}

const MOST_REQUESTS = 3

/**
 * Lists requests that the second version allows and the first does not: `POST https://…*`, and how
 * many more. []: there are none, or the analysis cannot tell.
 */
export function widenedRequests(from: Spec | null, to: Spec | null): readonly string[] {
  try {
    const regions = regionsOf([{ agents: [], policies: [policyOnSides('policy', from, to)] }])
    const wider = regions.filter(({ direction }) => directionOpens(direction))
    const shown = wider
      .slice(0, MOST_REQUESTS)
      .map(({ operations, resource }) => `${operations.join(' ')} ${resource}`)
    const rest = wider.length - shown.length
    return rest > 0 ? [...shown, `${rest} more`] : shown
  } catch {
    return []
  }
}

/** Tells whether requests go to other approvers or get another duration, and nothing becomes more permissive. */
export function reroutes(from: Spec | null, to: Spec | null): boolean {
  return directionsOrDoubt(from, to).has('rerouted') && !widens(from, to)
}

/** A spec that cannot be analysed counts as mixed: in the middle of an apply it must not end the run. */
function directionsOrDoubt(from: Spec | null, to: Spec | null): ReadonlySet<Direction> {
  try {
    return directionsOf(from, to)
  } catch {
    return new Set(['mixed'])
  }
}
