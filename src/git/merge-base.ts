import { fetchMissingHistory } from './is-ancestor.ts'
import type { Repository } from './repository.ts'

export interface MergeBase {
  /** The best common ancestor; null where the two have none. */
  readonly commit: string | null
  /** Commits of `base` that `head` lacks. */
  readonly behind: number
}

/**
 * Where a head left its base. What a shallow clone lacks is fetched first: it
 * might hold a better answer.
 *
 * @param remote to ask for missing history. @throws PolicyctlError remote-unreachable, git-failed.
 */
export async function mergeBase(
  repository: Repository,
  { base, head, remote }: { readonly base: string; readonly head: string; readonly remote: string },
): Promise<MergeBase> {
  const { git } = repository
  await fetchMissingHistory(repository, remote)
  const { status, stdout } = await git.attempt(['merge-base', base, head])
  if (status !== 0) return { commit: null, behind: 0 }
  const behind = await git.text(['rev-list', '--count', `${head}..${base}`])
  return { commit: stdout.toString('utf8').trim(), behind: Number(behind) }
}
