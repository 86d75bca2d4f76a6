import type { Direction } from './region.ts'

/** The order of directions for readers: the riskiest first. */
export const DIRECTIONS: readonly Direction[] = ['wider', 'mixed', 'rerouted', 'narrower']
