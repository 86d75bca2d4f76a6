/** Tells what a change of a direction may do. No other module decides this. */
import type { Direction, Region } from './region.ts'

type Told = Pick<Region, 'direction'>

/** Something may go through that did not: 'may this widen?' */
export function directionOpens(direction: Direction | 'same'): boolean {
  return direction === 'wider' || direction === 'mixed'
}

/** Something that went through may not go through any more. */
export function directionCloses(direction: Direction | 'same'): boolean {
  return direction === 'narrower' || direction === 'mixed'
}

/** It opens something, or changes who approves or for how long. */
export function directionLoosens(direction: Direction | 'same'): boolean {
  return directionOpens(direction) || direction === 'rerouted'
}

export function regionOpens({ direction }: Told): boolean {
  return directionOpens(direction)
}

/** Tells whether `--fail-on wider` and `safety.widening` count the region. */
export function regionLoosens({ direction }: Told): boolean {
  return directionLoosens(direction)
}
