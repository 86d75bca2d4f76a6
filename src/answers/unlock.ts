import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The result of unlocking a target. */
export type UnlockAnswer = Answer<'unlock', null, UnlockView>

export interface UnlockView {
  /** Name of the target. */
  readonly target: string
  /** null: nobody holds it. */
  readonly lock: LockFacts | null
  /** True if the lock was shown before the question. */
  readonly wasShown: boolean
  /** null: nobody confirmed, or there was nothing to remove. */
  readonly removal: LockRemoval | null
}

/** A lock as it was found. */
export interface LockFacts {
  readonly target: string
  readonly holder: string
  /** URL of the run; null if the lock names none. */
  readonly run: string | null
  /** `20 s`, `4 min`. */
  readonly age: string
  /** ISO 8601; '' if the lock does not say. */
  readonly since: string
  /** Policies that the holder intends to write; null: policyctl did not write this ref. */
  readonly writes: readonly string[] | null
}

export interface LockRemoval {
  /** Number of policies whose intended specs the ledger keeps. */
  readonly kept: number
  /** false: the lock was gone already. */
  readonly released: boolean
  /** True if the holder may still be running, or its last requests may still arrive. */
  readonly isYoung: boolean
}

/** The exit status is 1 if the lock stays because nobody confirmed. */
export function unlockAnswer(view: UnlockView): UnlockAnswer {
  const stays = view.lock !== null && view.removal === null
  return { kind: 'unlock', document: null, status: stays ? EXIT.no : EXIT.done, view }
}
