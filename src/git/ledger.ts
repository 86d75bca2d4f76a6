/**
 * The ledger: what a target holds because of this repository, one commit an
 * apply, on `refs/policyctl/ledger/<target>` (docs/ledger.md).
 *
 * Written with plumbing: working tree, index, HEAD and branches are never
 * touched. Where there is a remote, its ref is the truth; this repository's
 * ref of the same name is a copy for `git log`.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { readCommit } from './commit.ts'
import { type LedgerMessage, ledgerMessage } from './ledger-message.ts'
import { readLedgerTree } from './ledger-tree.ts'
import type { Waiting } from './lock-file.ts'
import { refName } from './ref-name.ts'
import { refsOf } from './refs.ts'
import type { Repository } from './repository.ts'

/** Which ledger: the target's, as this project sees it. */
export interface LedgerPlace {
  readonly repository: Repository
  /** Git remote that holds it (ledgerRemote), null: this repository does (embedded targets). */
  readonly remote: string | null
  /** Name of the target. */
  readonly target: string
  /** Base URL, normalised; embedded targets have one that stays the same from run to run. */
  readonly endpoint: string
  /** For what others hold. */
  readonly waiting: Waiting
}

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

/**
 * Whether the ledger, if there is one, is this place's: for runs that need
 * nothing of it, and send a key. @throws as readLedger.
 */
export async function askLedger(place: LedgerPlace): Promise<void> {
  const revision = await ledgerRevision(place)
  if (revision !== null) await ownMessage(place, revision)
}

/** Commit that the ledger is at, null where there is none. @throws PolicyctlError remote-unreachable (4). */
export function ledgerRevision(place: LedgerPlace): Promise<string | null> {
  return refsOf(place).read(refName('ledger', place.target))
}

/** An earlier state, by commit. @throws as readLedger. */
export async function readRevisionOfLedger(place: LedgerPlace, revision: string): Promise<LedgerSnapshot> {
  const { commit, endpoint, folder, appliedAt } = await ownMessage(place, revision)
  const tree = await readLedgerTree(place.repository.git, revision)
  return { revision, endpoint, folder, commit, appliedAt, ...tree }
}

async function ownMessage(place: LedgerPlace, revision: string): Promise<LedgerMessage> {
  const message = ledgerMessage(await readCommit(place.repository.git, revision))
  if (message === null) throw notALedger(place, revision)
  refuseStrangers(place, message)
  return message
}

/** A re-pointed target, or a second project of the repository, must never delete what it does not own. */
function refuseStrangers({ target, endpoint, repository }: LedgerPlace, message: LedgerMessage): void {
  const folderOf = (folder: string): string => (folder === '' ? 'the root of the repository' : `'${folder}'`)
  if (message.endpoint !== endpoint) {
    throw new PolicyctlError('ledger-mismatch', {
      message: `the ledger of target '${target}' belongs to ${message.endpoint}, and the target is now ${endpoint}`,
      hint: 'give the new workspace a target name of its own; docs/ledger.md, "Move", tells what to do if it is the same workspace',
    })
  }
  if (message.folder !== repository.folder) {
    throw new PolicyctlError('ledger-mismatch', {
      message: `the ledger of target '${target}' belongs to the project in ${folderOf(message.folder)}, and this one is in ${folderOf(repository.folder)}`,
      hint: 'use another target name in each project of a repository; docs/ledger.md, "Move", tells what to do if the project moved',
    })
  }
}

function notALedger({ target }: LedgerPlace, revision: string): PolicyctlError {
  return new PolicyctlError('ledger-unreadable', {
    message: `${refName('ledger', target)} is at ${revision.slice(0, 12)}, which is no commit that policyctl wrote`,
    hint: 'docs/ledger.md, "Repair", tells how to go back to an earlier revision of it',
  })
}
