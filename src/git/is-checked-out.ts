/** Tells, without running git, whether the disk plainly has all policy files that git has. */
import { relative } from 'node:path'
import { isDecidingFile, isForeignFolder, isPolicyName } from '../policy/policy-path.ts'
import { isOnDisk, type OnDisk } from './compare-checkout.ts'
import { type GitAround, gitAround, gitFolderOf, refuseOtherRepositories } from './git-around.ts'
import { readPlainIndex } from './read-index.ts'

export interface CheckedFolder extends Pick<OnDisk, 'folder' | 'files' | 'told'> {
  /** The project's root; absolute. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** @returns false also if only git can tell: links, submodules, sparse checkouts, conflicts. */
export function isPlainlyCheckedOut({ root, env, folder, files, told }: CheckedFolder): boolean {
  const around = aroundOf(root, env)
  if (around === null || around.workTree === null) return false
  const entries = readPlainIndex(gitFolderOf(around.workTree))
  if (entries === null) return false
  const project = prefixOf(relative(around.workTree, around.root))
  const start = project + prefixOf(folder === '.' ? '' : folder)
  const below = entries.filter(
    ({ path }) => path.startsWith(start) && !isDecidingFile(path.slice(project.length)),
  )
  return (
    // A folder that git knows nothing of may stand behind a link.
    below.length > 0 &&
    below.every(
      ({ path, isPlainFile }) =>
        isPlainFile &&
        (!isPolicyPlace(path.slice(start.length)) || isOnDisk(path.slice(project.length), { files, told })),
    )
  )
}

/** null where git would read another repository than this one. */
function aroundOf(root: string, env: CheckedFolder['env']): GitAround | null {
  const around = gitAround(root)
  try {
    refuseOtherRepositories(around, env)
    return around
  } catch {
    return null
  }
}

function prefixOf(folder: string): string {
  return folder === '' ? '' : `${folder.replaceAll('\\', '/')}/`
}

function isPolicyPlace(path: string): boolean {
  return isPolicyName(path) && !path.split('/').slice(0, -1).some(isForeignFolder)
}
