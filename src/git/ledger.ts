/**
 * The ledger: what a target holds because of this repository, one commit for each
 * run that changes it, on `refs/policyctl/ledger/<ledger>` (docs/ledger.md). Its name
 * is that of the target that started it.
 *
 * Written with plumbing: working tree, index, HEAD and branches are never
 * touched. Where there is a remote, its ref is the truth; this repository's
 * ref of the same name is a copy for `git log`.
 */

import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { recordedFiles } from '../policy/recorded-files.ts'
import { assertAsStated } from './assert-as-stated.ts'
import { readCommit } from './commit.ts'
import { notALedger, refuseOtherLedger } from './find-ledger.ts'
import { LEDGER_FORMAT } from './ledger-file.ts'
import { type LedgerMessage, ledgerMessage } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { readLedgerTree } from './ledger-tree.ts'
import { refName } from './ref-name.ts'
import { refsOf } from './refs-of.ts'

/**
 * Reads the newest revision, directly from the remote if there is one: no fetch
 * is needed before, even in a shallow clone.
 * @returns null if there is no ledger: nothing was applied yet, or this is a
 * fork without the ref.
 * @throws PolicyctlError remote-unreachable (4); ledger-mismatch (3) if the
 * ledger belongs to another base URL or another project folder;
 * ledger-unreadable (4) if somebody else wrote it or changed it; ledger-format if a later release did.
 */
export async function readLedger(place: LedgerPlace): Promise<LedgerSnapshot | null> {
  const revision = await ledgerRevision(place)
  return revision === null ? null : readLedgerAt(place, revision)
}

/** The newest commit of the ledger; null: there is no ledger. @throws PolicyctlError remote-unreachable (4). */
export function ledgerRevision(place: LedgerPlace): Promise<string | null> {
  return refsOf(place).read(refName('ledger', place.ledger))
}

/** Reads the ledger at its newest commit, which is known already. @throws as readLedger. */
export async function readLedgerAt(place: LedgerPlace, revision: string): Promise<LedgerSnapshot> {
  const snapshot = await readRevisionOfLedger(place, revision)
  refuseOtherLedger({ name: place.ledger, revision, of: snapshot }, place)
  const { evidence } = snapshot
  await assertAsStated(place.repository.git, { ledger: place.ledger, revision, evidence })
  return snapshot
}

/** An earlier state, by commit; it may be from before a move. @throws PolicyctlError ledger-unreadable, ledger-format. */
export async function readRevisionOfLedger(place: LedgerPlace, revision: string): Promise<LedgerSnapshot> {
  const { git } = place.repository
  const read = await readCommit(git, revision)
  const message = ledgerMessage(read)
  if (message === null) throw notALedger(place.ledger, revision)
  const format = formatOf(message, place)
  const { commit, deed, endpoint, namespace, folder, appliedAt } = message
  const files = recordedFiles({ said: message, trailers: read.trailers })
  const contents = await readLedgerTree(git, revision)
  return { revision, format, endpoint, namespace, folder, commit, deed, files, appliedAt, ...contents }
}

/** Refuses a ledger that a later release wrote, since it might be misread. */
function formatOf({ format, tool: writer }: LedgerMessage, { ledger, tool }: LedgerPlace): number {
  if (/^[12]$/.test(format)) return Number(format)
  throw new PolicyctlError('ledger-format', {
    message: `the ledger of '${ledger}' has format ${format}, and ${tool} reads formats 1 and ${LEDGER_FORMAT}`,
    hint: `install the release that wrote it, or a newer one: ${writer ?? 'its commit does not say which'}`,
  })
}
