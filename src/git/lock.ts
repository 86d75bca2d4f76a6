/**
 * The lock of a target: `refs/policyctl/lock/<ledger>`, created by
 * compare-and-swap before the first write of an apply and removed at its end.
 * Its tree lists the intended writes (`pending/<policy>.json`), so that a
 * half-done state is recognised after a kill -9.
 *
 * If other projects of the repository have ledgers of the same workspace, one
 * push puts the same commit on all their locks: an apply may hand policies over
 * between projects, and no other project may write meanwhile.
 */
import { heldFor } from '../diagnostic/age.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { sharesWorkspace } from '../policy/workspace.ts'
import type { LedgerLook } from './ledger-look.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { type Lock, type LockContents, lockAt, writeLock } from './lock-commit.ts'
import { refName } from './ref-name.ts'
import type { Move } from './refs.ts'
import { refsOf } from './refs-of.ts'

export interface LockRequest extends LockContents {
  /** Names of the other ledgers of the workspace. Default: there are none. */
  readonly others?: readonly string[]
  /** How long to wait for a holder, milliseconds; 0: not at all. */
  readonly wait: number
  /** Called once, when the waiting begins. */
  readonly onWait?: (holder: Lock) => void
}

/** Time between two looks at a held lock; milliseconds. */
const POLL = 2_000
const LOCKS = 'refs/policyctl/lock/'

/**
 * Takes the locks of a workspace: the target's, and those of its other ledgers.
 *
 * @returns what releaseLock needs; also put `revision` into LedgerWrite.lock.
 * @throws PolicyctlError locked (3) with holder and age, also when a signal ends
 * the waiting; remote-unreachable, remote-refused, git-busy (4).
 */
export async function acquireLock(place: LedgerPlace, request: LockRequest): Promise<Lock> {
  const { clock, stop } = place.waiting
  const refs = refsOf(place)
  const names = [place.ledger, ...(request.others ?? [])].map((name) => refName('lock', name))
  const deadline = clock.elapsed() + request.wait
  const lock = await writeLock(place, request)
  const moves = names.map((ref) => ({ ref, from: null, to: lock.revision }))
  for (let isFirst = true; ; isFirst = false) {
    // From here on the lock may be taken, so nothing may fail before the caller has what it needs to release it.
    if ((await refs.swap(moves, stop)) === 'done') return lock
    const holder = await holderOf(place, names)
    // The lock was released between the two looks, so try again at once.
    if (holder === null) continue
    const left = deadline - clock.elapsed()
    if (left <= 0 || stop.aborted) throw locked(place, holder)
    if (isFirst) request.onWait?.(holder)
    await clock.sleep(Math.min(POLL, left), stop)
  }
}

async function holderOf(place: LedgerPlace, names: readonly string[]): Promise<Lock | null> {
  for (const name of names) {
    const revision = await refsOf(place).read(name)
    if (revision !== null) return lockAt(place, revision)
  }
  return null
}

/** The lock on this ledger's own ref; null: there is none. @throws PolicyctlError remote-unreachable. */
export async function readLock(place: LedgerPlace): Promise<Lock | null> {
  const revision = await lockRevision(place)
  return revision === null ? null : lockAt(place, revision)
}

/** The commit of that lock; null: nobody holds it. */
export function lockRevision(place: LedgerPlace): Promise<string | null> {
  return refsOf(place).read(refName('lock', place.ledger))
}

/**
 * Finds the lock of this ledger, else that of another ledger of the workspace: each
 * of them keeps an apply from writing.
 */
export async function lockIn({ locks }: LedgerLook, place: LedgerPlace): Promise<Lock | null> {
  const own = locks.find(({ name }) => name === place.ledger)
  const found = own ?? locks.find(({ of }) => of !== null && sharesWorkspace(of, place))
  return found === undefined ? null : lockAt({ ...place, ledger: found.name }, found.revision)
}

/**
 * Releases the locks. `unlock` does the same after it has kept the intent in the ledger.
 *
 * @returns false if none of them is there any more: `unlock` was run meanwhile.
 */
export async function releaseLock(place: LedgerPlace, lock: Pick<Lock, 'revision'>): Promise<boolean> {
  const refs = refsOf(place)
  for (;;) {
    const tips = await refs.tips(LOCKS)
    const held = [...tips].filter(([, revision]) => revision === lock.revision)
    if (held.length === 0) return false
    const moves = held.map(([ref]) => ({ ref, from: lock.revision, to: null }))
    if ((await refs.swap(moves, place.waiting.kill)) === 'done') return true
  }
}

/**
 * Releases the locks that this run has taken, in one push; if that fails, looks which of them are left.
 *
 * @param others as in the request. @returns as releaseLock.
 */
export async function giveBackLock(
  place: LedgerPlace,
  lock: Pick<Lock, 'revision'>,
  others: readonly string[] = [],
): Promise<boolean> {
  const moves = movesBack(place, lock, others)
  if ((await refsOf(place).swap(moves, place.waiting.kill)) === 'done') return true
  return releaseLock(place, lock)
}

/**
 * Releases locks under which nothing was begun, including those that a remote accepted but does not list.
 *
 * @param others as in the request.
 */
export async function withdrawLock(
  place: LedgerPlace,
  lock: Pick<Lock, 'revision'>,
  others: readonly string[] = [],
): Promise<void> {
  if (await releaseLock(place, lock)) return
  await refsOf(place).swap(movesBack(place, lock, others), place.waiting.kill)
}

function movesBack(
  place: LedgerPlace,
  { revision }: Pick<Lock, 'revision'>,
  others: readonly string[],
): readonly Move[] {
  const names = [place.ledger, ...others].map((name) => refName('lock', name))
  return names.map((ref) => ({ ref, from: revision, to: null }))
}

/** @throws PolicyctlError locked (3) if another ledger of the workspace has a lock that this run does not hold. */
export async function refuseRivals(
  place: LedgerPlace,
  { locks }: LedgerLook,
  own: Pick<Lock, 'revision'>,
): Promise<void> {
  const rival = locks.find(
    ({ revision, of }) => revision !== own.revision && of !== null && sharesWorkspace(of, place),
  )
  if (rival !== undefined) throw locked(place, await lockAt({ ...place, ledger: rival.name }, rival.revision))
}

function locked(place: LedgerPlace, { ledger, actor, run, since }: Lock): PolicyctlError {
  const job = run === null ? '' : ` in ${run}`
  const age = since === '' ? '' : `, ${heldFor(since, place.waiting.clock.now())} (since ${since})`
  const target = ledger === place.ledger ? place.target : ledger
  return new PolicyctlError('locked', {
    message: `${actor}${job} holds the lock of '${target}'${age}`,
    hint: `wait for it with --wait 10m; if that run is dead, policyctl unlock --target ${place.target}`,
  })
}
