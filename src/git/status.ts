/** Reads `git status`. Reading changes nothing, not even the index. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type LinkedTree, linksOn, type ReachedFile } from './linked-tree.ts'
import { inProject } from './project-paths.ts'
import type { Repository } from './repository.ts'

export interface StatusEntry {
  /** State in the index, state on disk: `M`, `D`, `T`, `?`, `.` for none. */
  readonly code: string
  /** From the tree's root; a folder ends in '/'. */
  readonly path: string
}

/** More paths may not fit into a command line; then the whole project is asked about. */
const MOST_PATHS = 200

/**
 * @param paths relative to the project's root; literal. The answer includes new files and dirty submodules, and may include other paths.
 * @throws PolicyctlError git-busy if HEAD moved since this run began: then the files may be from either commit.
 */
export async function statusOf(
  { git, head }: Repository,
  paths: readonly string[],
): Promise<readonly StatusEntry[]> {
  const args = [
    'status',
    '--porcelain=v2',
    '--branch',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=none',
  ]
  const output = await git.text([...args, '--', ...(paths.length > MOST_PATHS ? ['.'] : paths)])
  const lines = output.split('\0')
  const now = lines.flatMap((line) => /^# branch\.oid ([0-9a-f]+)$/.exec(line)?.[1] ?? [])[0] ?? null
  if (now !== head) throw movedOn(head, now)
  return lines.flatMap(entryIn)
}

/** Lines of a changed file and of a conflict. Source: git-status(1), porcelain format version 2. */
const CHANGED = /^1 (..) \S+ \S+ \S+ \S+ \S+ \S+ ([\s\S]+)$/
const CONFLICT = /^u (..) \S+ \S+ \S+ \S+ \S+ \S+ \S+ \S+ ([\s\S]+)$/

function entryIn(line: string): readonly StatusEntry[] {
  if (line.startsWith('? ')) return [{ code: '??', path: line.slice(2) }]
  const [, code, path] = CHANGED.exec(line) ?? CONFLICT.exec(line) ?? []
  return code === undefined || path === undefined ? [] : [{ code, path }]
}

function movedOn(before: string | null, now: string | null): PolicyctlError {
  const [was, is] = [before, now].map((commit) => (commit === null ? 'no commit' : commit.slice(0, 12)))
  return new PolicyctlError('git-busy', {
    message: `HEAD was ${was} when this run began and is ${is} now: the files that were read may be from either commit`,
    hint: 'wait until the other git command has ended, then run this one again',
  })
}

/**
 * Selects, from files that are missing on disk, those that somebody removed: git
 * shows a removal of the file, or an edit of a link on the way to it.
 * @returns their paths, as in `missing`.
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
