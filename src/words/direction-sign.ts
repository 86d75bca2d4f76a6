import type { Direction } from '../access/model/region.ts'

/** A sign for each direction, for media without colours. The word always stands near it. */
export const DIRECTION_SIGN: Readonly<Record<Direction, string>> = {
  wider: '▲',
  mixed: '◆',
  rerouted: '↻',
  narrower: '▼',
}
