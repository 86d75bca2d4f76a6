import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, sep } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/**
 * Refuses a path that leads out of a folder through a symbolic link: a change of the
 * repository may turn a folder into a link to anywhere.
 *
 * @param folder absolute, as is `path`, which need not exist.
 * @throws PolicyctlError file-unwritable.
 */
export function assertInside(folder: string, path: string): void {
  const way = relative(realpathSync(folder), realpathSync(nearestFolder(path)))
  if (way !== '..' && !way.startsWith('../') && !isAbsolute(way)) return
  throw new PolicyctlError('file-unwritable', {
    message: `${path} was not written: it goes through a link that leads out of ${folder}`,
    hint: 'replace the link by a folder',
  })
}

/** Finds the lowest existing folder above `path`. */
function nearestFolder(path: string): string {
  const folder = dirname(path)
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(folder)
}

/**
 * Tells whether a path is outside the project, or in git's own folder, which
 * may contain credentials.
 * @param root folder of the project. Both are absolute, with links resolved.
 */
export function leadsAway(root: string, path: string): boolean {
  const segments = relative(root, path).split(sep)
  return segments[0] === '..' || isAbsolute(relative(root, path)) || segments.some(isGitFolder)
}

/** File systems that ignore case find .GIT too. */
export function isGitFolder(segment: string): boolean {
  return segment.toLowerCase() === '.git'
}
