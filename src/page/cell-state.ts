/** Sums up a cell: how requests are answered there, and how that changed. */

import { DIRECTIONS } from '../access/model/directions.ts'
import { hasKind, hasMethod } from '../access/model/reads.ts'
import type { Direction } from '../access/model/region.ts'
import type { PageCell, ShownGrant } from './page-model.ts'

/** The three answers that the page shows; if requests of a kind differ, the most permissive one counts. */
export type Answered = 'denied' | 'human' | 'free'

export interface CellState {
  readonly reads: Answered
  readonly writes: Answered
  /** The answers before the change; null: nothing changed. */
  readonly was: { readonly reads: Answered; readonly writes: Answered } | null
  /** Riskiest first, each once. */
  readonly directions: readonly Direction[]
}

/** The answer to one method, now and before. */
export interface MethodState {
  readonly method: string
  readonly now: Answered
  readonly was: Answered
}

export const ANSWER_SIGN: Readonly<Record<Answered, string>> = { denied: '○', human: '◐', free: '●' }
export const DECISION_ANSWER = { allow: 'free', approval_required: 'human' } as const

const KINDS = ['reads', 'writes'] as const

export function cellState({ grants, before, changes }: PageCell): CellState {
  const now = kindsOf(grants)
  const directions = DIRECTIONS.filter((one) => changes.some(({ direction }) => direction === one))
  return { ...now, was: directions.length === 0 ? null : kindsOf(before), directions }
}

export function methodState({ grants, before, changes }: PageCell, method: string): MethodState {
  const of = (list: readonly ShownGrant[]): Answered => answerOf(list.filter((one) => hasMethod(method, one)))
  const now = of(grants)
  return { method, now, was: changes.length === 0 ? now : of(before) }
}

/** `●/◐→●`: a kind that did not change shows one sign. @param asked the only method to show; null: reads and writes. */
export function cellText(state: CellState, asked: MethodState | null): string {
  if (asked !== null) return signs(asked.was, asked.now)
  return KINDS.map((kind) => signs(state.was?.[kind] ?? state[kind], state[kind])).join('/')
}

/** `reads free, writes human, was denied, wider`, followed by the state of the asked method, if there is one. */
export function cellWords(state: CellState, asked: MethodState | null = null): string {
  const parts = KINDS.map((kind) => words(kind, state.was?.[kind] ?? state[kind], state[kind]))
  const one = asked === null ? [] : [words(asked.method, asked.was, asked.now)]
  return [...parts, ...one, ...state.directions].join(', ')
}

/** Returns a number by which cells are ranked: changes first, then permissive answers. */
export function riskOf({ reads, writes, directions }: CellState): number {
  const opened = directions.some((direction) => direction !== 'narrower') ? 1000 : 0
  const closed = directions.length > 0 ? 100 : 0
  const weight = { denied: 0, human: 1, free: 3 }
  return opened + closed + 3 * weight[writes] + weight[reads]
}

/** @param grants of the requests that are asked about. */
export function answerOf(grants: readonly Pick<ShownGrant, 'decision'>[]): Answered {
  if (grants.length === 0) return 'denied'
  return grants.some(({ decision }) => decision === 'allow') ? 'free' : 'human'
}

function kindsOf(grants: readonly ShownGrant[]): Pick<CellState, 'reads' | 'writes'> {
  const of = (kind: (typeof KINDS)[number]): Answered =>
    answerOf(grants.filter((grant) => hasKind(kind, grant)))
  return { reads: of('reads'), writes: of('writes') }
}

function signs(was: Answered, now: Answered): string {
  return was === now ? ANSWER_SIGN[now] : `${ANSWER_SIGN[was]}→${ANSWER_SIGN[now]}`
}

function words(asked: string, was: Answered, now: Answered): string {
  return `${asked} ${now}${was === now ? '' : `, was ${was}`}`
}
