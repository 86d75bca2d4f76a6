import { readLoose } from './loose-objects.ts'
import type { Git } from './run-git.ts'

/** Tells whether a commit is in this clone; its history may not be. @param oid its whole id. */
export async function hasCommit(git: Git, oid: string): Promise<boolean> {
  if (await isLooseCommit(git, oid)) return true
  return (await git.attempt(['cat-file', '-e', `${oid}^{commit}`])).status === 0
}

/** Tells whether the commit is in a file of its own. False does not mean that it is absent: git may have it in a pack. */
export async function isLooseCommit(git: Git, oid: string): Promise<boolean> {
  const [object] = (await readLoose(git, [oid])) ?? []
  return object?.kind === 'commit'
}
