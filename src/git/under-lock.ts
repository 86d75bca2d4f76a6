import type { LedgerPlace } from './ledger.ts'
import { acquireLock, type Lock, type LockRequest, releaseLock } from './lock.ts'
import { breakLock } from './unlock.ts'

/**
 * Does something that writes while holding the lock of a target, and gives the
 * lock back at its end.
 *
 * Where the work throws, or the ledger did not take what it left, its intent is
 * kept in the ledger, as `unlock` does. Where even that fails, the lock stays,
 * and with it the intent.
 *
 * @throws PolicyctlError locked, those of the remote, and what `work` throws.
 */
export async function underLock<Result>(
  place: LedgerPlace,
  request: LockRequest,
  { work, isRecorded }: LockedWork<Result>,
): Promise<Result> {
  const lock = await acquireLock(place, request)
  const keepIntent = () => breakLock(place, lock, request.clock.now()).catch(() => null)
  let result: Result
  try {
    result = await work(lock)
  } catch (error) {
    await keepIntent()
    throw error
  }
  if (isRecorded(result)) await releaseLock(place, lock)
  else await keepIntent()
  return result
}

export interface LockedWork<Result> {
  readonly work: (lock: Lock) => Promise<Result>
  /** Whether the ledger knows what the work left, so that its intent can be forgotten. */
  readonly isRecorded: (result: Result) => boolean
}
