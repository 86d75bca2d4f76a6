import type { Direction } from '../access/model/region.ts'

/** A sign for each direction where there are no colours; never without its word nearby. */
export const DIRECTION_SIGN: Readonly<Record<Direction, string>> = {
  wider: '▲',
  mixed: '◆',
  rerouted: '↻',
  narrower: '▼',
}
