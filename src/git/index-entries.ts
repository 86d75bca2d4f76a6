/** Reads git's index: the files that are checked out, and those kept off the disk. Reading changes nothing. */
import { gitFolderOf } from './git-around.ts'
import { inTree } from './project-paths.ts'
import { type IndexEntry, readPlainIndex } from './read-index.ts'
import type { Repository } from './repository.ts'

/**
 * The entries at or below these paths, in at most one process; of a conflict each side.
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

/** As git spells a path; git knows more ways to write one, and more than one way to write a letter. */
const PLAIN_PATH = /^(?:\.|(?!\.\.?(?:\/|$))[!-.0-~]+(?:\/(?!\.\.?(?:\/|$))[!-.0-~]+)*)$/

/** @returns null where git has to be asked. */
function plainEntries(repository: Repository, paths: readonly string[]): readonly IndexEntry[] | null {
  if (!paths.every((path) => PLAIN_PATH.test(path))) return null
  const entries = readPlainIndex(gitFolderOf(repository.workTree))
  // Git forgets the mark of a file that is on disk all the same, where the checkout is a sparse one.
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
