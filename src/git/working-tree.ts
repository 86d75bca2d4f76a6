/** What the working tree has that HEAD has not, and the other way round. Looking changes nothing, the index neither. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listTree, readContents } from './objects.ts'
import type { RevisionFile } from './read-revision.ts'
import type { Repository } from './repository.ts'

/**
 * Paths below these (relative to the project's root; [] for all of it) that
 * differ from HEAD, staged or not, new ones included. Same form, sorted.
 */
export async function uncommittedFiles(
  { git, folder }: Repository,
  paths: readonly string[],
): Promise<readonly string[]> {
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules',
  ]
  const prefix = folder === '' ? '' : `${folder}/`
  const output = await git.text([...args, '--', ...(paths.length === 0 ? ['.'] : paths)])
  // Paths are given from the working tree's root, whatever the current folder.
  const files = output.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]))
  return files.map((file) => file.slice(prefix.length)).sort()
}

/** `git` of a plan. @param paths what the plan was made of: policy folder and config. */
export async function gitState(
  repository: Repository,
  paths: readonly string[],
): Promise<{ readonly commit: string | null; readonly dirty: boolean }> {
  const isDirty = (await uncommittedFiles(repository, paths)).length > 0
  return { commit: repository.head, dirty: isDirty }
}

/**
 * Files below `folder` (relative to the project's root) that a sparse checkout
 * keeps off the disk: they are not gone. With the content that HEAD has.
 */
export async function sparseFiles(repository: Repository, folder: string): Promise<readonly RevisionFile[]> {
  const { git, head, workTree } = repository
  const listed = await git.text(['ls-files', '-t', '-z', '--full-name', '--', folder])
  const skipped = listed.split('\0').flatMap((line) => (line.startsWith('S ') ? [line.slice(2)] : []))
  const absent = new Set(skipped.filter((path) => !existsSync(join(workTree, path))))
  if (absent.size === 0 || head === null) return []
  const prefix = repository.folder === '' ? '' : `${repository.folder}/`
  const entries = (await listTree(git, head, `${prefix}${folder}`)).filter(({ path }) => absent.has(path))
  const contents = await readContents(
    git,
    entries.map(({ oid }) => oid),
  )
  return entries.map(({ path }, index) => ({
    file: path.slice(prefix.length),
    bytes: contents[index] ?? new Uint8Array(),
  }))
}
