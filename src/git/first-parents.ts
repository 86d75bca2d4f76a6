import { deepenUntil, isCutBefore } from './deepen.ts'
import { isAncestor } from './is-ancestor.ts'
import type { Repository } from './repository.ts'

/** The most commits that are listed if no commit is given to stop at. */
const WITHOUT_START = 500

/**
 * Lists the steps of a branch: HEAD and its first parents back to `since`, which
 * is left out; newest first. Commits that a shallow clone lacks are fetched.
 *
 * @param since null, or a commit that HEAD does not contain, lists the newest
 * 500.
 * @throws PolicyctlError remote-unreachable, history-missing, git-failed.
 */
export async function firstParents(
  repository: Repository,
  { since, remote }: { readonly since: string | null; readonly remote: string },
): Promise<readonly string[]> {
  const { git, head } = repository
  if (head === null) return []
  const isHere = since !== null && (await isAncestor(repository, { ancestor: since, of: head, remote }))
  const range = isHere ? [`${since}..${head}`] : [`--max-count=${WITHOUT_START}`, head]
  const list = async (): Promise<readonly string[]> => {
    const text = await git.text(['rev-list', '--first-parent', ...range])
    return text.split('\n').filter((line) => line !== '')
  }
  if (since !== null)
    await deepenUntil(git, {
      remote,
      starts: [head],
      isEnough: async (cut) => {
        if (isHere) return !(await isCutBefore(git, { from: [head], without: since, cut }))
        const listed = await list()
        return listed.length === WITHOUT_START || !listed.some((commit) => cut.has(commit))
      },
    })
  return list()
}
