/** A run that is started again may be about a commit that is no longer the newest. */
import { readCommit } from '../git/commit.ts'
import { isAncestor } from '../git/is-ancestor.ts'
import { ledgerMessage } from '../git/ledger-message.ts'
import type { Repository } from '../git/repository.ts'
import { REMOTE } from './checkout.ts'
import type { PullRequestTrigger } from './event.ts'
import type { Pull } from './github/pulls.ts'

/** Returns the reason why a run's report on a pull request is outdated; null: it is not. */
export function supersededPull(pull: Pull, { head, base }: PullRequestTrigger): string | null {
  const short = (commit: string): string => commit.slice(0, 7)
  if (pull.state === 'MERGED')
    return `Superseded by ${short(pull.mergeCommit ?? pull.head)}: #${pull.number} is merged`
  if (pull.state === 'CLOSED') return `#${pull.number} is closed`
  if (pull.head !== head) return `Superseded by ${short(pull.head)}, the newest push to #${pull.number}`
  if (pull.base.branch !== base.branch) return `#${pull.number} goes into ${pull.base.branch} by now`
  return null
}

/**
 * Returns the commit that was applied last if it is later than the one that is checked
 * out; null: it is not, or that is not known.
 *
 * @param ledger its revision.
 */
export async function laterApplied(
  repository: Repository | null,
  ledger: string | null,
): Promise<string | null> {
  const head = repository?.head ?? null
  if (repository === null || head === null || ledger === null) return null
  try {
    const applied = ledgerMessage(await readCommit(repository.git, ledger))?.commit ?? null
    if (applied === null || applied === head) return null
    const isLater = await isAncestor(repository, { ancestor: head, of: applied, remote: REMOTE })
    return isLater ? applied : null
  } catch {
    // Without an answer the report is shown: hiding it would be worse than showing an old one.
    return null
  }
}
