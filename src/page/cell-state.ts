/** Sums up a cell: how reads and writes are answered, and how that changed. */

import { hasKind, type Kind } from '../access/model/reads.ts'
import type { Direction } from '../access/model/region.ts'
import { DIRECTION_SIGN } from '../words/direction-sign.ts'
import type { PageCell, ShownGrant } from './page-model.ts'

export type Answered = 'denied' | 'human' | 'free'

export interface CellState {
  readonly reads: Answered
  readonly writes: Answered
  /** As it was; null where nothing changed. */
  readonly was: { readonly reads: Answered; readonly writes: Answered } | null
  /** Riskiest first, each once. */
  readonly directions: readonly Direction[]
}

const SIGNS: Readonly<Record<Answered, string>> = { denied: '○', human: '◐', free: '●' }
const ORDER: readonly Direction[] = ['wider', 'mixed', 'rerouted', 'narrower']

export function cellState({ grants, before, changes }: PageCell): CellState {
  const now = { reads: answered('reads', grants), writes: answered('writes', grants) }
  const directions = ORDER.filter((direction) => changes.some((change) => change.direction === direction))
  if (directions.length === 0) return { ...now, was: null, directions }
  return {
    ...now,
    was: { reads: answered('reads', before), writes: answered('writes', before) },
    directions,
  }
}

/** `●/◐→● ▲`: the sign of what stayed stands alone. */
export function cellText(state: CellState): string {
  const signs = (['reads', 'writes'] as const).map((kind) => {
    const was = state.was?.[kind] ?? state[kind]
    return was === state[kind] ? SIGNS[was] : `${SIGNS[was]}→${SIGNS[state[kind]]}`
  })
  return [signs.join('/'), ...state.directions.map((direction) => DIRECTION_SIGN[direction])].join(' ')
}

/** `reads free, writes human, was denied, wider`. */
export function cellWords(state: CellState): string {
  const parts = (['reads', 'writes'] as const).map((kind) => {
    const was = state.was?.[kind] ?? state[kind]
    return `${kind} ${state[kind]}${was === state[kind] ? '' : `, was ${was}`}`
  })
  return [...parts, ...state.directions].join(', ')
}

/** How much a cell should draw the eye. */
export function riskOf({ reads, writes, directions }: CellState): number {
  const opened = directions.some((direction) => direction !== 'narrower') ? 1000 : 0
  const closed = directions.length > 0 ? 100 : 0
  const weight = { denied: 0, human: 1, free: 3 }
  return opened + closed + 3 * weight[writes] + weight[reads]
}

function answered(kind: Kind, grants: readonly ShownGrant[]): Answered {
  const of = grants.filter((grant) => hasKind(kind, grant))
  if (of.length === 0) return 'denied'
  return of.some(({ decision }) => decision === 'allow') ? 'free' : 'human'
}
