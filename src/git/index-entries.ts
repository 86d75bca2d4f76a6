/** Reads git's index: the files that are checked out, and those kept off the disk. Reading changes nothing. */
import type { TreeEntry } from './objects.ts'
import type { Repository } from './repository.ts'

export interface IndexEntry extends TreeEntry {
  /** True if git keeps the file off the disk (skip-worktree, from a sparse checkout or by hand). It may still be on disk. */
  readonly isSkipped: boolean
  /** True if git was told to ignore changes of the file (assume-unchanged). */
  readonly isAssumed: boolean
}

/**
 * The entries at or below these paths, in one process; of a conflict each side.
 *
 * @param paths relative to the project's root; [] for the whole index.
 * @returns paths from the tree's root.
 */
export async function listIndex(
  { git, folder }: Repository,
  paths: readonly string[],
): Promise<readonly IndexEntry[]> {
  const top = folder === '' ? '.' : '../'.repeat(folder.split('/').length)
  const below = paths.length === 0 ? [top] : paths
  const output = await git.text(['ls-files', '-s', '-v', '-z', '--full-name', '--', ...below])
  return output.split('\0').flatMap(entryIn)
}

function entryIn(line: string): readonly IndexEntry[] {
  const [, tag, mode, oid, path] = /^(\w) (\d+) ([0-9a-f]+) \d\t([\s\S]+)$/.exec(line) ?? []
  if (tag === undefined || mode === undefined || oid === undefined || path === undefined) return []
  return [{ mode, oid, path, isSkipped: /s/i.test(tag), isAssumed: tag !== tag.toUpperCase() }]
}
