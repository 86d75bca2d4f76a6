import { readCommit } from './commit.ts'
import { ledgerMessage } from './ledger-message.ts'
import type { Repository } from './repository.ts'

/** The most applies that are looked at, from the newest back. */
const MOST = 100

/**
 * The commit of the last apply that finished; later commits may hold changes that are not applied
 * yet. null: no such apply is known.
 *
 * @param revision of the ledger.
 */
export async function lastCompleteApply({ git }: Repository, revision: string): Promise<string | null> {
  let next: string | null = revision
  for (let looked = 0; next !== null && looked < MOST; looked += 1) {
    const commit = await readCommit(git, next)
    const message = ledgerMessage(commit)
    if (message === null) return null
    if (!isIncomplete(message.counts)) return message.commit
    next = commit.parent
  }
  return null
}

function isIncomplete(counts: string): boolean {
  return /\b(?:failed|not-run)=[1-9]/.test(counts)
}
