import type { LedgerPlace } from './ledger.ts'
import { acquireLock, type Lock, type LockRequest, releaseLock } from './lock.ts'
import { breakLock } from './unlock.ts'

/**
 * Does something that writes while holding the lock of a target, and gives the
 * lock back at its end.
 *
 * Where the work throws, nobody knows what it left: what it meant to write is
 * kept in the ledger, as `unlock` does. Where even that fails, the lock stays.
 *
 * @throws PolicyctlError locked, those of the remote, and what `work` throws.
 */
export async function underLock<Result>(
  place: LedgerPlace,
  request: LockRequest,
  work: (lock: Lock) => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(place, request)
  let result: Result
  try {
    result = await work(lock)
  } catch (error) {
    await breakLock(place, lock, request.clock.now()).catch(() => null)
    throw error
  }
  await releaseLock(place, lock)
  return result
}
