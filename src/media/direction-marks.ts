/** A symbol for each direction, always shown with its word: not everybody sees colours and symbols. */
import type { Direction } from '../access/model/region.ts'
import { DIRECTION_SIGN } from '../words/direction-sign.ts'
import { type DriftEffect, effectText } from '../words/drift-words.ts'

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

/** `🔺 wider`. */
export function effectMarkdown(change: DriftEffect): string {
  const { direction } = change
  return direction === 'same' ? effectText(change) : `${SYMBOL[direction]} ${effectText(change)}`
}
