import type { Git } from './run-git.ts'

/**
 * Finds the commits in which all paths are as in the next commit of the list, with one process.
 *
 * @param commits newest first. @param paths files or folders from the top of the repository, with '/'.
 */
export async function unchangedCommits(
  git: Git,
  { commits, paths }: { readonly commits: readonly string[]; readonly paths: readonly string[] },
): Promise<ReadonlySet<string>> {
  const asked = commits.flatMap((commit) => paths.map((path) => `${commit}:${path}`))
  const answer = await git.text(['cat-file', '--batch-check=%(objectname)'], {
    input: `${asked.join('\n')}\n`,
  })
  const lines = answer.split('\n').map((line) => (line.endsWith(' missing') ? 'missing' : line))
  const statesOf = (index: number): string =>
    lines.slice(index * paths.length, (index + 1) * paths.length).join(' ')
  return new Set(
    commits.filter((_, index) => index + 1 < commits.length && statesOf(index) === statesOf(index + 1)),
  )
}
