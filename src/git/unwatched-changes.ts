/** Finds files on disk whose changes `git status` does not show: ignored files, and those that git was told not to look at. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isLink } from './linked-tree.ts'
import { inTree } from './project-paths.ts'
import type { IndexEntry } from './read-index.ts'
import type { Repository } from './repository.ts'

export interface Watched {
  /** Files on disk that decide, relative to the project's root. */
  readonly watched: readonly string[]
  /** The path of each such file in git: links lead elsewhere. */
  readonly known: ReadonlyMap<string, string>
  readonly entries: ReadonlyMap<string, IndexEntry>
}

/** @returns those that git does not know, and those that differ from what it has behind a flag. */
export async function unwatchedChanges(
  repository: Repository,
  { watched, known, entries }: Watched,
): Promise<readonly string[]> {
  const placed = watched.map((file) => {
    const real = known.get(file) ?? inTree(repository, file)
    return { file, entry: entries.get(real) }
  })
  const unknown = placed.filter(({ entry }) => entry === undefined)
  const flagged = placed.flatMap(({ file, entry }) =>
    entry !== undefined && (entry.isSkipped || entry.isAssumed) && !isLink(entry) ? [{ file, entry }] : [],
  )
  const oids = await hashesOf(
    repository,
    flagged.map(({ entry }) => entry.path),
  )
  const changed = flagged.filter(({ entry }) => oids.get(entry.path) !== entry.oid)
  return [...unknown, ...changed].map(({ file }) => file)
}

/** Hashes files as git would store them, after filters and line ends. @param paths from the tree's root. */
async function hashesOf(
  { git, workTree }: Repository,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const there = paths.filter((path) => existsSync(join(workTree, path)) && !path.includes('\n'))
  if (there.length === 0) return new Map()
  const input = `${there.join('\n')}\n`
  const oids = (await git.text(['hash-object', '--stdin-paths'], { input })).split('\n')
  return new Map(there.map((path, at) => [path, oids[at] ?? '']))
}
