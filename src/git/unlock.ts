/** Removes the lock of a run that died, and keeps its intended writes in the ledger. */

import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Pending } from '../policy/ledger-snapshot.ts'
import { isSameOwner, isSameWorkspace } from '../policy/workspace.ts'
import { readLedger } from './ledger.ts'
import { LOCK_TRAILER } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { releaseLock } from './lock.ts'
import type { Lock } from './lock-commit.ts'
import { writeLedger } from './write-ledger.ts'

/**
 * Keeps the intent of a lock as pending in its holder's ledger, then removes the
 * lock from all its refs. In this order, so that nothing is lost if this run is
 * killed in between.
 *
 * @throws PolicyctlError ledger-mismatch (3) if the lock is of another workspace, and those of the ledger.
 * @returns kept: number of policies whose intended writes the ledger now has as pending; released: false if the lock was gone.
 */
export async function breakLock(
  place: LedgerPlace,
  lock: Lock,
): Promise<{ kept: number; released: boolean }> {
  if (lock.intent === null) return { kept: 0, released: await releaseLock(place, lock) }
  if (!isSameWorkspace(lock, place)) throw anotherWorkspace(place, lock)
  const holder = placeOfHolder(place, lock)
  const base = await readLedger(holder)
  const isAccounted = base !== null && (await hasLedgerOf(holder, base.revision, lock))
  const pending: Pending = isAccounted ? new Map() : lock.intent
  await writeLedger(holder, {
    base,
    deed: 'unlock',
    settled: new Map(),
    pending,
    shown: new Map(),
    subject: `Unlock ${holder.target}, keeping what ${lock.actor} was about to write`,
    body: `The run held the lock since ${lock.since} and did not come to its end.`,
    commit: base?.commit ?? null,
    plan: null,
    counts: { pending: pending.size },
    at: place.waiting.clock.now(),
    lock: lock.revision,
    hasWritten: false,
  })
  return { kept: pending.size, released: await releaseLock(place, lock) }
}

/** The run may be another project's, which took the locks of all ledgers of the workspace. */
function placeOfHolder(place: LedgerPlace, lock: Lock): LedgerPlace {
  const { ledger, endpoint, namespace, folder } = lock
  if (ledger === place.ledger && isSameOwner(lock, place)) return place
  return { ...place, target: ledger, ledger, endpoint, namespace, folder, config: 'as-recorded' }
}

/** Tells whether the run has written its ledger: then the ledger has all its writes, done or pending. */
async function hasLedgerOf({ repository }: LedgerPlace, revision: string, lock: Lock): Promise<boolean> {
  // Others may have written the ledger since, so its tip alone does not tell.
  const trailer = `${LOCK_TRAILER}: ${lock.revision}`
  const args = ['rev-list', '--max-count=1', '--fixed-strings', `--grep=${trailer}`, revision]
  return (await repository.git.text(args)) !== ''
}

/** An intent for one workspace says nothing about another. */
function anotherWorkspace({ target, endpoint }: LedgerPlace, lock: Lock): PolicyctlError {
  return new PolicyctlError('ledger-mismatch', {
    message: `the lock of target '${target}' was taken to write to ${lock.endpoint}, and the target is now ${endpoint}`,
    hint: `run unlock with a config in which '${target}' is still ${lock.endpoint}`,
  })
}
