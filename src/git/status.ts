/** What `git status` shows. Looking changes nothing, the index neither. */
import { type LinkedTree, linksOn, type ReachedFile } from './linked-tree.ts'
import { inProject } from './project-paths.ts'
import type { Repository } from './repository.ts'

export interface StatusEntry {
  /** State in the index, state on disk: `M`, `D`, `T`, `?`, ' ' for none. */
  readonly code: string
  /** From the tree's root; a folder ends in '/'. */
  readonly path: string
}

/** More arguments than this may not fit. */
const MOST_PATHS = 200

/** @param paths relative to the project's root; literal. New files and dirty submodules are among the answers. */
export async function statusOf(
  { git }: Repository,
  paths: readonly string[],
): Promise<readonly StatusEntry[]> {
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=none',
  ]
  const output = await git.text([...args, '--', ...(paths.length > MOST_PATHS ? ['.'] : paths)])
  return output
    .split('\0')
    .flatMap((line) => (line === '' ? [] : [{ code: line.slice(0, 2), path: line.slice(3) }]))
}

/**
 * Of files that the disk does not yield, those that somebody removed: git
 * shows a removal of the file, or an edit of a link on the way to it.
 *
 * @returns their paths, as they were reached.
 */
export async function removedByHand(
  repository: Repository,
  missing: readonly ReachedFile[],
  tree: LinkedTree,
): Promise<ReadonlySet<string>> {
  if (missing.length === 0) return new Set()
  const ways = missing.map(({ path, real }) => ({ path, real, links: linksOn(tree, path) }))
  const asked = new Set(ways.flatMap(({ real, links }) => [real, ...links]))
  const entries = await statusOf(
    repository,
    [...asked].map((path) => inProject(repository, path)),
  )
  const codes = new Map(entries.map(({ code, path }) => [path, code]))
  const isRemoved = (path: string): boolean => /[DT]/.test(codes.get(path) ?? '')
  const isEdited = (path: string): boolean => /[DTM]/.test(codes.get(path) ?? '')
  return new Set(
    ways.flatMap(({ path, real, links }) => (isRemoved(real) || links.some(isEdited) ? [path] : [])),
  )
}
