/** Writes the ledger after an apply: one commit, moved into place by compare-and-swap. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { writeCommit } from './commit.ts'
import { isAncestor } from './is-ancestor.ts'
import { readLedger } from './ledger.ts'
import { ledgerTrailers } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { EMPTY_TREE, writeLedgerTree } from './ledger-tree.ts'
import { isSameLedger, type LedgerDelta, mergeLedger } from './merge-ledger.ts'
import { provenanceOf } from './provenance.ts'
import { refName } from './ref-name.ts'
import { refsOf } from './refs-of.ts'

export interface LedgerWrite extends LedgerDelta {
  /** The ledger that the run planned with. */
  readonly base: LedgerSnapshot | null
  /** First line: 'Apply 3 changes to production'. */
  readonly subject: string
  /** What changed, a line each; '' for none. */
  readonly body: string
  /** Commit of the policy files, null outside a commit. */
  readonly commit: string | null
  /** Whether the files were not all as in that commit. Default: they were. */
  readonly isDirty?: boolean
  /** Flags that lifted guards. Default: none. */
  readonly overrides?: string
  /** Fingerprint of the plan, null where there was none. */
  readonly plan: string | null
  /** `{ created: 1, updated: 2 }`. */
  readonly counts: Readonly<Record<string, number>>
  readonly at: Date
  /** The lock that is held (Lock.revision), null where none was taken. */
  readonly lock: string | null
  /** Whether the target was written to: then there is a commit even if the tree stays the same. */
  readonly hasWritten: boolean
}

/** Other runs may move the ledger while this one commits; more often than this is no accident. */
const ATTEMPTS = 10

/**
 * Commits what a run did. A lost race is run again on top of what the other
 * side applied, with what both did merged (merge-ledger.ts).
 *
 * @returns revision of the ledger, null where there is none and nothing to say.
 * @throws PolicyctlError as readLedger, remote-refused (4) where the remote does not take the ref.
 */
export async function writeLedger(place: LedgerPlace, write: LedgerWrite): Promise<string | null> {
  const refs = refsOf(place)
  let current = write.base
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // A ledger that vanished meanwhile was taken away as a whole: nobody took single policies out of it.
    const before = current === null ? EMPTY_TREE : (write.base ?? EMPTY_TREE)
    const tree = mergeLedger(before, current ?? EMPTY_TREE, write)
    if (!write.hasWritten && isSameLedger(current ?? EMPTY_TREE, tree)) return current?.revision ?? null
    const base = current === null ? null : { treeish: current.revision, tree: current }
    const treeId = await writeLedgerTree(place.repository.git, tree, base)
    const commit = await commitOf(place, write, { tree: treeId, current })
    const move = { from: current?.revision ?? null, to: commit }
    if ((await refs.swap(refName('ledger', place.ledger), move, place.waiting.kill)) === 'done') return commit
    current = await readLedger(place)
  }
  throw new PolicyctlError('remote-refused', {
    message: `${refs.place} moved ${refName('ledger', place.ledger)} ${ATTEMPTS} times while this run committed to it`,
    hint: 'see with git log who writes there; run the command again',
  })
}

async function commitOf(
  place: LedgerPlace,
  write: LedgerWrite,
  { tree, current }: { tree: string; current: LedgerSnapshot | null },
): Promise<string> {
  const { git } = place.repository
  const { actor, run, identity } = await provenanceOf(git)
  const trailers = ledgerTrailers({
    target: place.target,
    endpoint: place.endpoint,
    namespace: place.namespace,
    folder: place.repository.folder,
    commit: await newest(place, write, current),
    appliedAt: write.at.toISOString(),
    uncommitted: write.isDirty === true ? 'yes' : null,
    plan: write.plan,
    overrides: write.overrides ?? '',
    actor,
    run,
    lock: write.lock,
    counts: Object.entries(write.counts)
      .map(([name, count]) => `${name}=${count}`)
      .join(' '),
  })
  const { subject, body, at } = write
  return writeCommit(git, {
    tree,
    parent: current?.revision ?? null,
    by: identity,
    at,
    subject,
    body,
    trailers,
  })
}

/** After a lost race the ledger keeps the newer of both runs' commits, so that guard `behind` keeps its meaning. */
async function newest(
  { repository, remote }: LedgerPlace,
  { base, commit }: LedgerWrite,
  current: LedgerSnapshot | null,
): Promise<string | null> {
  const theirs = current?.commit ?? null
  if (theirs === null || current?.revision === base?.revision || commit === null) return commit ?? theirs
  const isOlder = await isAncestor(repository, { ancestor: commit, of: theirs, remote })
  return isOlder ? theirs : commit
}
