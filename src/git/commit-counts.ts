import type { Repository } from './repository.ts'

/**
 * How many commits of HEAD's history changed each file below some folders.
 *
 * @param folders absolute, or relative to the git's own folder.
 * @returns by path from the root of the repository; empty outside of git, or where HEAD is unborn.
 */
export async function commitCounts(
  repository: Pick<Repository, 'git' | 'head'>,
  folders: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { git, head } = repository
  const counts = new Map<string, number>()
  if (git === null || head === null) return counts
  const { status, stdout } = await git.attempt([
    ...['log', '--format=', '--name-only', '-z', '--no-renames', head, '--'],
    ...folders,
  ])
  if (status !== 0) return counts
  for (const path of stdout.toString('utf8').split(/[\0\n]+/))
    if (path !== '') counts.set(path, (counts.get(path) ?? 0) + 1)
  return counts
}
