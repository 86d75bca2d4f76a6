/** Reads git's index: the files that are checked out, and those that a sparse checkout keeps off the disk. Changes nothing. */
import { gitFolderOf } from './git-around.ts'
import { inTree } from './project-paths.ts'
import { type IndexEntry, readPlainIndex } from './read-index.ts'
import type { Repository } from './repository.ts'

/**
 * Lists the entries at or below these paths with at most one process. A conflict has an entry for each side.
 *
 * @param paths relative to the project's root; [] for the whole index.
 * @returns paths from the tree's root.
 */
export async function listIndex(
  repository: Repository,
  paths: readonly string[],
): Promise<readonly IndexEntry[]> {
  const plain = plainEntries(repository, paths)
  if (plain !== null) return plain
  const { git, folder } = repository
  const top = folder === '' ? '.' : '../'.repeat(folder.split('/').length)
  const below = paths.length === 0 ? [top] : paths
  const output = await git.text(['ls-files', '-s', '-v', '-z', '--full-name', '--', ...below])
  return output.split('\0').flatMap(entryIn)
}

/** A path in the one spelling that git stores: ASCII, without `.` and `..`. Other spellings are left to git. */
const PLAIN_PATH = /^(?:\.|(?!\.\.?(?:\/|$))[!-.0-~]+(?:\/(?!\.\.?(?:\/|$))[!-.0-~]+)*)$/

/** @returns null where git has to be asked. */
function plainEntries(repository: Repository, paths: readonly string[]): readonly IndexEntry[] | null {
  if (!paths.every((path) => PLAIN_PATH.test(path))) return null
  const entries = readPlainIndex(gitFolderOf(repository.workTree))
  // In a sparse checkout, git ignores the mark of a file that is on disk nevertheless.
  if (entries === null || entries.some(({ isSkipped }) => isSkipped)) return null
  const starts = paths.length === 0 ? [''] : paths.map((path) => inTree(repository, path))
  return entries.filter(({ path }) =>
    starts.some((start) => start === '' || path === start || path.startsWith(`${start}/`)),
  )
}

function entryIn(line: string): readonly IndexEntry[] {
  const [, tag, mode, oid, path] = /^(\w) (\d+) ([0-9a-f]+) \d\t([\s\S]+)$/.exec(line) ?? []
  if (tag === undefined || mode === undefined || oid === undefined || path === undefined) return []
  return [{ mode, oid, path, isSkipped: /s/i.test(tag), isAssumed: tag !== tag.toUpperCase() }]
}
