/**
 * What a direction may do, asked here and nowhere else. A doubt counts as a
 * yes: a region that is not exact may be more than what is reported of it.
 */
import type { Direction, Region } from './region.ts'

type Told = Pick<Region, 'direction' | 'exact'>

/** Something may go through that did not: 'may this widen?' */
export function directionOpens(direction: Direction | 'same'): boolean {
  return direction === 'wider' || direction === 'mixed'
}

/** Something that went through may not go through any more. */
export function directionCloses(direction: Direction | 'same'): boolean {
  return direction === 'narrower' || direction === 'mixed'
}

/** It opens something, or hands the approval to others, to others as well, or for another time. */
export function directionLoosens(direction: Direction | 'same'): boolean {
  return directionOpens(direction) || direction === 'rerouted'
}

export function regionOpens({ direction, exact }: Told): boolean {
  return directionOpens(direction) || !exact
}

/** What `--fail-on wider` and `safety.widening` count. */
export function regionLoosens({ direction, exact }: Told): boolean {
  return directionLoosens(direction) || !exact
}
