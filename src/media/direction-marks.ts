/** A symbol for each direction, always shown with its word: not everybody sees colours and symbols. */
import type { Direction } from '../access/model/region.ts'
import { DIRECTION_SIGN } from '../words/direction-sign.ts'
import { type PolicyEffect, type ShownAccess, shownDirections, unseenEffect } from '../words/drift-words.ts'

export const TERMINAL_MARK: Readonly<Record<Direction, string>> = {
  wider: `${DIRECTION_SIGN.wider} WIDER`,
  mixed: `${DIRECTION_SIGN.mixed} MIXED`,
  rerouted: `${DIRECTION_SIGN.rerouted} REROUTED`,
  narrower: `${DIRECTION_SIGN.narrower} NARROWER`,
}

export const SYMBOL: Readonly<Record<Direction, string>> = {
  wider: '🔺',
  mixed: '⚠️',
  rerouted: '🔁',
  narrower: '🔻',
}

/** `wider, narrower`: the effect of a change on the access that the screen shows. */
export function effectText(change: PolicyEffect, access: ShownAccess): string {
  return effectOf(change, access, (direction) => direction)
}

/** `🔺 wider, 🔻 narrower`. */
export function effectMarkdown(change: PolicyEffect, access: ShownAccess): string {
  return effectOf(change, access, (direction) => `${SYMBOL[direction]} ${direction}`)
}

function effectOf(change: PolicyEffect, access: ShownAccess, word: (direction: Direction) => string): string {
  const directions = shownDirections(change, access)
  return directions.length === 0 ? unseenEffect(change) : directions.map(word).join(', ')
}
