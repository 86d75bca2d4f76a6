import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { acquireLock, giveBackLock, type LockRequest, lockRevision, withdrawLock } from './lock.ts'
import type { Lock } from './lock-commit.ts'
import { breakLock } from './unlock.ts'

/**
 * Does something that writes while holding the lock of a target, and gives the
 * lock back at its end.
 *
 * Where the work throws, or the ledger did not take what it left, its intent is
 * kept in the ledger, as `unlock` does. Where even that fails, the lock stays,
 * and with it the intent. Where it did not begin there is nothing to keep.
 *
 * @returns null where it did not begin.
 * @throws PolicyctlError locked, those of the remote, and what `mayBegin` and `work` throw.
 */
export async function underLock<Result>(
  place: LedgerPlace,
  request: LockRequest,
  { mayBegin, work, isRecorded, onLost, onStuck, onKeptInLock }: LockedWork<Result>,
): Promise<Result | null> {
  const lock = await acquireLock(place, request)
  if (!(await begins(place, { lock, others: request.others }, mayBegin))) return null
  const keepIntent = () => breakLock(place, lock).catch(onKeptInLock)
  let result: Result
  try {
    result = await work(lock)
  } catch (error) {
    await keepIntent()
    throw error
  }
  if (!isRecorded(result)) await keepIntent()
  else await giveBack(place, { lock, others: request.others }, { onLost, onStuck })
  return result
}

interface Taken {
  readonly lock: Lock
  readonly others: LockRequest['others']
}

/** The outcome of the work has to be told, whatever becomes of the lock. */
async function giveBack(
  place: LedgerPlace,
  { lock, others }: Taken,
  { onLost, onStuck }: Pick<LockedWork<unknown>, 'onLost' | 'onStuck'>,
): Promise<void> {
  try {
    if (!(await giveBackLock(place, lock, others))) onLost()
  } catch (error) {
    onStuck(error)
  }
}

async function begins(
  place: LedgerPlace,
  { lock, others }: Taken,
  mayBegin: LockedWork<unknown>['mayBegin'],
): Promise<boolean> {
  let isBeginning = false
  try {
    isBeginning = await mayBegin(lock)
  } finally {
    if (!isBeginning) await withdrawLock(place, lock, others)
  }
  return isBeginning
}

/**
 * Tells whether the lock is still there: `unlock` also removes it from a run
 * that is alive. A remote that does not answer has removed nothing.
 */
export async function isHeld(place: LedgerPlace, lock: Pick<Lock, 'revision'>): Promise<boolean> {
  try {
    return (await lockRevision(place)) === lock.revision
  } catch (error) {
    if (error instanceof PolicyctlError) return true
    throw error
  }
}

export interface LockedWork<Result> {
  /** Looks, under the lock, whether what was planned is still right; writes nothing. */
  readonly mayBegin: (lock: Lock) => Promise<boolean>
  readonly work: (lock: Lock) => Promise<Result>
  /** Tells whether the ledger knows the outcome of the work, so that its intent can be forgotten. */
  readonly isRecorded: (result: Result) => boolean
  /** Called where the lock is no longer there at the end: others may have written meanwhile. */
  readonly onLost: () => void
  /** Called where the ledger did not take the intent either, so that the lock stays, and keeps it. */
  readonly onKeptInLock: () => void
  /** Called where the lock could not be given back, with why. */
  readonly onStuck: (error: unknown) => void
}
