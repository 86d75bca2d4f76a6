import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { RETRIES, retryWait } from '../diagnostic/retries.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { acquireLock, giveBackLock, type LockRequest, lockRevision, withdrawLock } from './lock.ts'
import type { Lock } from './lock-commit.ts'
import { breakLock } from './unlock.ts'

/**
 * Does work that writes while it holds the lock of a target, and releases the
 * lock at the end.
 *
 * If the work throws, or its outcome is not in the ledger, the intent is kept in
 * the ledger, as `unlock` does. If that fails as well, the lock stays, and keeps
 * the intent.
 *
 * @returns null if the work did not begin: then nothing was written, and nothing is kept.
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

/** Releases the lock. It never throws, so that the outcome of the work is reported in any case. */
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
 * Tells whether the lock is certainly still there: `unlock` also removes it from a run that is alive. A remote that
 * does not answer is asked again for a while; then nobody knows, and nothing more may be opened
 * (docs/decisions/0375).
 *
 * @param onUnknown is called if nobody knows.
 */
export async function isHeld(
  place: LedgerPlace,
  lock: Pick<Lock, 'revision'>,
  onUnknown: (error: PolicyctlError) => void,
): Promise<boolean> {
  const { clock, stop } = place.waiting
  const deadline = clock.elapsed() + RETRIES.read.giveUpAfter
  for (let tries = 1; ; tries += 1) {
    try {
      return (await lockRevision(place)) === lock.revision
    } catch (error) {
      if (!(error instanceof PolicyctlError)) throw error
      const wait = retryWait(RETRIES.read, tries, () => 1)
      if (tries < RETRIES.read.attempts && clock.elapsed() + wait <= deadline && !stop.aborted) {
        await clock.sleep(wait, stop)
        continue
      }
      onUnknown(error)
      return false
    }
  }
}

export interface LockedWork<Result> {
  /** Checks, under the lock, whether the plan still holds; writes nothing. */
  readonly mayBegin: (lock: Lock) => Promise<boolean>
  readonly work: (lock: Lock) => Promise<Result>
  /** Tells whether the ledger knows the outcome of the work, so that its intent can be forgotten. */
  readonly isRecorded: (result: Result) => boolean
  /** Called if the lock was gone at the end: others may have written meanwhile. */
  readonly onLost: () => void
  /** Called if the intent could not be written to the ledger, so that the lock stays and keeps it. */
  readonly onKeptInLock: () => void
  /** Called with the error if the lock could not be released. */
  readonly onStuck: (error: unknown) => void
}
