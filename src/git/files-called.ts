import { posix } from 'node:path'
import { looseEntries } from './list-tree.ts'
import type { Git } from './run-git.ts'

/** Paths of a commit, from the repository's root, of all files of one name, whatever their folder. */
export async function filesCalled(git: Git, commit: string, name: string): Promise<readonly string[]> {
  const loose = await looseEntries(git, commit)
  const paths =
    loose?.map(({ path }) => path) ??
    (await git.text(['ls-tree', '-r', '-z', '--full-tree', '--name-only', commit])).split('\0')
  return paths.filter((path) => posix.basename(path) === name)
}
