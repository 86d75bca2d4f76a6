/** Reads from git the files that a sparse checkout keeps off the disk. */
import { filesAbsent } from './absent-file.ts'
import type { ReachedFile } from './linked-tree.ts'
import { readContents } from './objects.ts'
import { inProject } from './project-paths.ts'
import type { RevisionFile } from './read-revision.ts'
import type { Repository } from './repository.ts'

/** @throws PolicyctlError files-absent if git lacks them as well: a partial clone that does not reach its remote. */
export async function readOffDisk(
  repository: Repository,
  files: readonly ReachedFile[],
): Promise<readonly RevisionFile[]> {
  if (files.length === 0) return []
  const contents = await contentsOf(repository, files)
  return files.map(({ path }, index) => ({
    file: inProject(repository, path),
    bytes: contents[index] ?? new Uint8Array(),
  }))
}

async function contentsOf(
  repository: Repository,
  files: readonly ReachedFile[],
): Promise<readonly Uint8Array[]> {
  try {
    return await readContents(
      repository.git,
      files.map(({ oid }) => oid),
    )
  } catch (cause) {
    const absent = files.map(({ path }) => ({
      path: inProject(repository, path),
      fact: 'is kept off the disk by the sparse checkout, and git cannot bring its content',
      hint: 'make the remote reachable (a partial clone fetches missing contents from it), then run the command again',
    }))
    throw filesAbsent(absent, cause)
  }
}
