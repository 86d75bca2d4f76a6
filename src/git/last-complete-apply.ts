import { readCommit } from './commit.ts'
import { ledgerMessage } from './ledger-message.ts'
import type { Repository } from './repository.ts'

/** Applies that are looked at; more that failed one after the other are a case for people. */
const MOST = 100

/**
 * The commit of the last apply that left nothing undone: what came later may
 * still wait to be written. null where no such apply is known.
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
