/** Reads and writes the commit of a lock: its holder, and the writes that the holder intends. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Pending } from '../policy/ledger-snapshot.ts'
import type { ProjectWorkspace } from '../policy/workspace.ts'
import { type Commit, readCommit, writeCommit } from './commit.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { draftIntentTree, readLedgerTree } from './ledger-tree.ts'
import { provenanceOf } from './provenance.ts'
import type { Git } from './run-git.ts'

/** A lock. One commit stands on the lock refs of all ledgers of the workspace. */
export interface Lock extends ProjectWorkspace {
  /** Its commit. */
  readonly revision: string
  /** Name of the holder's ledger; `unlock` keeps the intent there. */
  readonly ledger: string
  /** The holder: actor, and URL of the job if there is one. */
  readonly actor: string
  readonly run: string | null
  /** ISO 8601. */
  readonly since: string
  /**
   * Specs that the holder may leave live, by policy: before, tightened, after; null
   * stands for 'absent'. The whole is null if policyctl did not write the commit.
   */
  readonly intent: Pending | null
}

export interface LockContents {
  readonly intent: Pending
  /** A random value makes each lock commit unique: pushing an equal commit twice would succeed twice. */
  readonly nonce: string
}

/** Writes the commit and its tree; no ref moves. */
export async function writeLock(place: LedgerPlace, { intent, nonce }: LockContents): Promise<Lock> {
  const { git } = place.repository
  const { actor, run, identity } = await provenanceOf(git)
  const at = place.waiting.clock.now()
  const { ledger, endpoint, namespace, folder } = place
  const trailers = {
    'Policyctl-Target': place.target,
    'Policyctl-Ledger': ledger,
    'Policyctl-Endpoint': endpoint,
    'Policyctl-Namespace': namespace ?? 'none',
    'Policyctl-Folder': folder || '.',
    'Policyctl-Actor': actor,
    'Policyctl-Run': run ?? 'none',
    'Policyctl-Since': at.toISOString(),
    'Policyctl-Nonce': nonce,
  }
  const subject = `Lock ${place.target} to write ${intent.size} ${intent.size === 1 ? 'policy' : 'policies'}`
  const tree = await draftIntentTree(git, intent)
  const revision = await writeCommit(git, {
    tree,
    parents: [],
    by: identity,
    at,
    subject,
    body: '',
    trailers,
  })
  const since = at.toISOString()
  return { revision, ledger, actor, run, endpoint, namespace, folder, since, intent }
}

/**
 * Reads a lock. A ref that somebody made by hand blocks applies as a lock does; `unlock` removes it.
 * Older releases did not record the ledger; then it is the one that the ref is named after.
 */
export async function lockAt(place: LedgerPlace, revision: string): Promise<Lock> {
  const { git } = place.repository
  const commit = await readCommit(git, revision)
  const text = (key: string): string | null => trailerOf(commit, key)
  const endpoint = text('Endpoint')
  const folder = text('Folder') ?? place.folder
  return {
    revision,
    ledger: text('Ledger') ?? place.ledger,
    actor: text('Actor') ?? (commit.author === '' ? 'nobody known' : commit.author),
    run: text('Run'),
    endpoint: endpoint ?? '',
    namespace: text('Namespace'),
    folder: folder === '.' ? '' : folder,
    since: text('Since') ?? '',
    intent: endpoint === null ? null : await intentAt(git, revision),
  }
}

function trailerOf({ trailers }: Commit, key: string): string | null {
  const value = trailers.get(`Policyctl-${key}`) ?? 'none'
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
