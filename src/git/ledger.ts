/**
 * The ledger: what a target holds because of this repository, one commit an
 * apply, on `refs/policyctl/ledger/<target>` (docs/ledger.md).
 *
 * Written with plumbing: working tree, index, HEAD and branches are never
 * touched. Where there is a remote, its ref is the truth; this repository's
 * ref of the same name is a copy for `git log`.
 */
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { readCommit } from './commit.ts'
import { notALedger, refuseStranger } from './find-ledger.ts'
import { type LedgerMessage, ledgerMessage } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { readLedgerTree } from './ledger-tree.ts'
import { refName } from './ref-name.ts'
import { refsOf } from './refs-of.ts'

/**
 * What was last applied, read from where the truth is: nothing has to be
 * fetched before, shallow clones included.
 *
 * @returns null where there is no ledger: nothing was applied yet, or this is a fork without the ref.
 * @throws PolicyctlError remote-unreachable (4); ledger-mismatch (3) where the
 * ledger belongs to another base URL or another project folder;
 * ledger-unreadable (4) where somebody else wrote it.
 */
export async function readLedger(place: LedgerPlace): Promise<LedgerSnapshot | null> {
  const revision = await ledgerRevision(place)
  return revision === null ? null : readRevisionOfLedger(place, revision)
}

/** Commit that the ledger is at, null where there is none. @throws PolicyctlError remote-unreachable (4). */
export function ledgerRevision(place: LedgerPlace): Promise<string | null> {
  return refsOf(place).read(refName('ledger', place.ledger))
}

/** An earlier state, by commit. @throws as readLedger. */
export async function readRevisionOfLedger(place: LedgerPlace, revision: string): Promise<LedgerSnapshot> {
  const { commit, endpoint, namespace, folder, appliedAt } = await ownMessage(place, revision)
  const tree = await readLedgerTree(place.repository.git, revision)
  return { revision, endpoint, namespace, folder, commit, appliedAt, ...tree }
}

async function ownMessage(place: LedgerPlace, revision: string): Promise<LedgerMessage> {
  const message = ledgerMessage(await readCommit(place.repository.git, revision))
  if (message === null) throw notALedger(place.ledger, revision)
  const { repository, target, endpoint, namespace } = place
  const sought = { target, endpoint, namespace, folder: repository.folder }
  refuseStranger({ name: place.ledger, revision, of: message }, sought)
  return message
}
