/**
 * Compares a commit of a ledger with the statement in it, so that a run believes no commit that policyctl did not write
 * so. No key is needed, and no process for a ledger that is read anyway. `policyctl verify` checks much more.
 */
import { readCommit } from './commit.ts'
import { notALedger } from './find-ledger.ts'
import { hasCommit } from './has-commit.ts'
import { EVIDENCE_FILE } from './ledger-file.ts'
import { idWithoutStatement } from './ledger-tree.ts'
import { listTree } from './list-tree.ts'
import type { Git } from './run-git.ts'

interface LedgerCommit {
  /** Name of the ledger. */
  readonly ledger: string
  readonly revision: string
  /** Text of the statement's file; null: there is none. */
  readonly evidence: string | null
}

/**
 * @throws PolicyctlError ledger-unreadable if files or message are others than the statement says, or if the statement
 * is lost. An earlier revision that somebody put on top, as docs/ledger.md says, passes.
 */
export async function assertAsStated(git: Git, { ledger, revision, evidence }: LedgerCommit): Promise<void> {
  const { parent, message } = await readCommit(git, revision)
  if (evidence === null) {
    if (parent !== null && (await hasStatement(git, parent)))
      throw notALedger(ledger, revision, 'it has no statement, and the commit before it has one')
    return
  }
  const stated = statedIn(evidence)
  if (stated === null) throw notALedger(ledger, revision, 'its statement cannot be read')
  if (stated.tree !== (await idWithoutStatement(git, revision)))
    throw notALedger(ledger, revision, 'its files are not those of its statement')
  if (stated.message.trimEnd() !== message)
    throw notALedger(ledger, revision, 'its message is not that of its statement')
}

/** Tells whether a commit stands where its statement says; a revision that somebody put on top again does not. */
export async function isInPlace(
  git: Git,
  { revision, evidence }: Omit<LedgerCommit, 'ledger'>,
): Promise<boolean> {
  if (evidence === null) return true
  return statedIn(evidence)?.before === (await readCommit(git, revision)).parent
}

async function hasStatement(git: Git, commit: string): Promise<boolean> {
  return (await hasCommit(git, commit)) && (await listTree(git, commit, EVIDENCE_FILE)).length > 0
}

interface Stated {
  readonly tree: string
  readonly message: string
  readonly before: string | null
}

/** @returns null if the text is no statement. */
function statedIn(evidence: string): Stated | null {
  try {
    const { payload } = JSON.parse(evidence)
    const { predicate } = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))
    const { tree, message, before = null } = predicate
    return typeof tree === 'string' && typeof message === 'string' ? { tree, message, before } : null
  } catch {
    return null
  }
}
