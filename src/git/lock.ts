/**
 * The lock of a target: `refs/policyctl/lock/<target>`, created by
 * compare-and-swap before the first write of an apply and removed at its end.
 * Its tree says what the apply means to write (`pending/<policy>.json`), so
 * that after a kill -9 the half-done state is known for what it is.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Workspace } from '../policy/workspace.ts'
import { readCommit, writeCommit } from './commit.ts'
import { type KnownRef, type LedgerLook, sharesWorkspace } from './ledger-look.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { EMPTY_TREE, type Pending, readLedgerTree, writeLedgerTree } from './ledger-tree.ts'
import { provenanceOf } from './provenance.ts'
import { refName } from './ref-name.ts'
import { refsOf } from './refs-of.ts'
import type { Git } from './run-git.ts'

/** A lock as it stands on the ref. */
export interface Lock extends Workspace {
  /** Its commit. */
  readonly revision: string
  /** Who holds it: actor, and URL of the job where there is one. */
  readonly actor: string
  readonly run: string | null
  /** ISO 8601. */
  readonly since: string
  /**
   * Specs that the holder may leave, by policy: before, tightened, after; null
   * stands for 'absent'. null as a whole: the ref holds what policyctl never writes.
   */
  readonly intent: Pending | null
}

export interface LockRequest {
  readonly intent: Pending
  /** Unguessable: pushing an equal commit twice would succeed twice. */
  readonly nonce: string
  /** How long to wait for a holder, milliseconds; 0: not at all. */
  readonly wait: number
  /** Called once, when the waiting begins. */
  readonly onWait?: (holder: Lock) => void
}

/** Between two looks at a held lock; milliseconds. */
const POLL = 2_000

/**
 * Takes the lock of a target.
 *
 * @returns what releaseLock needs; also put `revision` into LedgerWrite.lock.
 * @throws PolicyctlError locked (3) with holder and age, also when a signal ends
 * the waiting; remote-unreachable, remote-refused, git-busy (4).
 */
export async function acquireLock(place: LedgerPlace, request: LockRequest): Promise<Lock> {
  const { clock, stop } = place.waiting
  const refs = refsOf(place)
  const ref = refName('lock', place.ledger)
  const deadline = clock.elapsed() + request.wait
  const lock = await writeLock(place, request)
  for (let isFirst = true; ; isFirst = false) {
    // From here on it may be taken: nothing may fail before it is in the hands of who gives it back.
    if ((await refs.swap(ref, { from: null, to: lock.revision }, stop)) === 'done') return lock
    const holder = await readLock(place)
    // Gone between the two looks: try at once.
    if (holder === null) continue
    const left = deadline - clock.elapsed()
    if (left <= 0 || stop.aborted) throw locked(place, holder, clock.now())
    if (isFirst) request.onWait?.(holder)
    await clock.sleep(Math.min(POLL, left), stop)
  }
}

/** @returns null where nobody holds it. */
export async function readLock(place: LedgerPlace): Promise<Lock | null> {
  const revision = await lockRevision(place)
  return revision === null ? null : lockAt(place, revision)
}

/** Its commit, null where nobody holds it. */
export function lockRevision(place: LedgerPlace): Promise<string | null> {
  return refsOf(place).read(refName('lock', place.ledger))
}

/**
 * Gives the lock back; also what `unlock` does after it has kept the intent.
 *
 * @returns false where it is no longer there, or is somebody else's (`unlock` was run meanwhile).
 */
export async function releaseLock(place: LedgerPlace, lock: Pick<Lock, 'revision'>): Promise<boolean> {
  const move = { from: lock.revision, to: null }
  return (await refsOf(place).swap(refName('lock', place.ledger), move, place.waiting.kill)) === 'done'
}

async function writeLock(place: LedgerPlace, { intent, nonce }: LockRequest): Promise<Lock> {
  const { git } = place.repository
  const { actor, run, identity } = await provenanceOf(git)
  const at = place.waiting.clock.now()
  const tree = await writeLedgerTree(git, { ...EMPTY_TREE, pending: intent }, null)
  const trailers = {
    'Policyctl-Target': place.target,
    'Policyctl-Endpoint': place.endpoint,
    'Policyctl-Namespace': place.namespace ?? 'none',
    'Policyctl-Folder': place.repository.folder || '.',
    'Policyctl-Actor': actor,
    'Policyctl-Run': run ?? 'none',
    'Policyctl-Since': at.toISOString(),
    'Policyctl-Nonce': nonce,
  }
  const subject = `Lock ${place.target} to write ${intent.size} ${intent.size === 1 ? 'policy' : 'policies'}`
  const commit = { tree, parent: null, by: identity, at, subject, body: '', trailers }
  const revision = await writeCommit(git, commit)
  const { endpoint, namespace } = place
  return { revision, actor, run, endpoint, namespace, since: at.toISOString(), intent }
}

/** A ref that somebody made by hand holds everything up as a lock does; unlike a ledger's it may be removed. */
export async function lockAt({ repository: { git } }: LedgerPlace, revision: string): Promise<Lock> {
  const { trailers, author } = await readCommit(git, revision)
  const [run, namespace] = [trailerOf(trailers, 'Policyctl-Run'), trailerOf(trailers, 'Policyctl-Namespace')]
  const endpoint = trailers.get('Policyctl-Endpoint') ?? ''
  return {
    revision,
    actor: trailers.get('Policyctl-Actor') ?? (author === '' ? 'nobody known' : author),
    run,
    endpoint,
    namespace,
    since: trailers.get('Policyctl-Since') ?? '',
    intent: endpoint === '' ? null : await intentAt(git, revision),
  }
}

function trailerOf(trailers: ReadonlyMap<string, string>, key: string): string | null {
  const value = trailers.get(key) ?? 'none'
  return value === 'none' ? null : value
}

async function intentAt(git: Git, revision: string): Promise<Pending | null> {
  try {
    return (await readLedgerTree(git, revision)).pending
  } catch (error) {
    if (error instanceof PolicyctlError && error.code === 'ledger-unreadable') return null
    throw error
  }
}

/** `since` in words: '20 s', '4 min', '3 h', '2 d'. */
export function ageOf(since: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000))
  const minutes = Math.round(seconds / 60)
  if (Number.isNaN(minutes)) return 'unknown'
  if (seconds < 120) return `${seconds} s`
  if (minutes < 120) return `${minutes} min`
  return minutes < 2 * 24 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`
}

/** @throws PolicyctlError locked (3) where a run under another name, or of another project, is at work in the workspace. */
export async function refuseRivals(place: LedgerPlace, { locks }: LedgerLook): Promise<void> {
  const own = { ...place, folder: place.repository.folder }
  const isRival = ({ name, of }: KnownRef): boolean =>
    name !== place.ledger && of !== null && sharesWorkspace(of, own)
  const rival = locks.find(isRival)
  if (rival === undefined) return
  throw locked({ target: rival.name }, await lockAt(place, rival.revision), place.waiting.clock.now())
}

function locked(
  { target }: Pick<LedgerPlace, 'target'>,
  { actor, run, since }: Lock,
  now: Date,
): PolicyctlError {
  const job = run === null ? '' : ` in ${run}`
  const age = since === '' ? '' : `, for ${ageOf(since, now)} (since ${since})`
  return new PolicyctlError('locked', {
    message: `${actor}${job} holds the lock of '${target}'${age}`,
    hint: `wait for it with --wait 10m; if that run is dead, policyctl unlock --target ${target}`,
  })
}
