import { EXIT } from '../diagnostic/exit-status.ts'
import type { Answer } from './answer.ts'

/** The fate of a lock. */
export type UnlockAnswer = Answer<'unlock', null, UnlockView>

export interface UnlockView {
  /** Name of the target. */
  readonly target: string
  /** null: nobody holds it. */
  readonly lock: LockFacts | null
  /** True if the lock was shown before somebody was asked. */
  readonly wasShown: boolean
  /** null: nobody said yes, or there was nothing to remove. */
  readonly removal: LockRemoval | null
}

/** A lock as it was found. */
export interface LockFacts {
  readonly target: string
  readonly holder: string
  /** Page of the run, null where it names none. */
  readonly run: string | null
  /** `20 s`, `4 min`. */
  readonly age: string
  /** ISO 8601; '' where it does not say. */
  readonly since: string
  /** Policies that the holder means to write; null: policyctl did not write this ref. */
  readonly writes: readonly string[] | null
}

export interface LockRemoval {
  /** Policies of which the ledger keeps what the run may have left. */
  readonly kept: number
  /** false: it was gone already. */
  readonly released: boolean
  /** True if the holder may still be running, or its last requests under way. */
  readonly isYoung: boolean
}

/** Only a lock that stays because nobody said yes is a no. */
export function unlockAnswer(view: UnlockView): UnlockAnswer {
  const stays = view.lock !== null && view.removal === null
  return { kind: 'unlock', document: null, status: stays ? EXIT.no : EXIT.done, view }
}
