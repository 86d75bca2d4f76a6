import { posix } from 'node:path'
import type { Git } from './run-git.ts'

/** Paths of a commit, from the repository's root, of all files of one name, whatever their folder. */
export async function filesCalled(git: Git, commit: string, name: string): Promise<readonly string[]> {
  const output = await git.text(['ls-tree', '-r', '-z', '--full-tree', '--name-only', commit])
  return output.split('\0').filter((path) => posix.basename(path) === name)
}
