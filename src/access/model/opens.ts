/** Tells what a change of a direction may do. No other module decides this. */
import type { Direction, Region } from './region.ts'

type Told = Pick<Region, 'direction'>

/** Tells whether requests may pass that did not pass before. */
export function directionOpens(direction: Direction | 'same'): boolean {
  return direction === 'wider' || direction === 'mixed'
}

/** Tells whether requests may no longer pass that passed before. */
export function directionCloses(direction: Direction | 'same'): boolean {
  return direction === 'narrower' || direction === 'mixed'
}

/** Tells whether it opens something, or changes who approves or for how long. */
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
