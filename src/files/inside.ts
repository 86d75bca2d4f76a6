import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, sep } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/**
 * A path of the config, or of a policy, may go through a folder of the
 * repository that is a link to anywhere.
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
 * holds credentials.
 * @param root of the project. Both absolute, links resolved.
 */
export function leadsAway(root: string, path: string): boolean {
  const segments = relative(root, path).split(sep)
  return segments[0] === '..' || isAbsolute(relative(root, path)) || segments.some(isGitFolder)
}

/** File systems that ignore case find .GIT too. */
export function isGitFolder(segment: string): boolean {
  return segment.toLowerCase() === '.git'
}
