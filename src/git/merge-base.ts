import { deepenUntil, isCutBefore } from './deepen.ts'
import type { Repository } from './repository.ts'

export interface MergeBase {
  /** The best common ancestor; null if the two have none. */
  readonly commit: string | null
  /** Commits of `base` that `head` lacks. */
  readonly behind: number
}

/**
 * Finds the commit at which a head left its base. A shallow clone fetches
 * missing history as far as it might hold a better answer.
 *
 * @param remote to ask for missing history. @throws PolicyctlError
 * remote-unreachable, history-missing, git-failed.
 */
export async function mergeBase(
  { git }: Repository,
  { base, head, remote }: { readonly base: string; readonly head: string; readonly remote: string },
): Promise<MergeBase> {
  const found = async (): Promise<string | null> => {
    const { status, stdout } = await git.attempt(['merge-base', base, head])
    return status === 0 ? stdout.toString('utf8').trim() : null
  }
  const starts = [base, head]
  // If every cut lies behind the common ancestor, deeper history has no better one.
  await deepenUntil(git, {
    remote,
    starts,
    isEnough: async (cut) => {
      const without = await found()
      return without !== null && !(await isCutBefore(git, { from: starts, without, cut }))
    },
  })
  const commit = await found()
  if (commit === null) return { commit, behind: 0 }
  const behind = await git.text(['rev-list', '--count', `${head}..${base}`])
  return { commit, behind: Number(behind) }
}
