/**
 * Refuses places that nothing can be written to, before a run does anything else. What
 * the file system finds only while writing (no space, say) is told then.
 */
import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isThere, statsAt } from './stats-at.ts'

/**
 * Checks the place of a file: a regular file or nothing, below folders, which may be missing.
 *
 * @param path absolute. @throws PolicyctlError file-unwritable.
 */
export function assertFilePlace(path: string): void {
  assertPath(path)
  const found = statsAt(path)
  if (found !== undefined && !found.isFile()) {
    const message = `${path} was not written: it is ${found.isDirectory() ? 'a folder' : 'not a regular file'}`
    throw unwritablePlace(message, 'name a file; to pipe the result, let it go to standard output')
  }
  assertFolderPlace(dirname(path))
}

/**
 * Checks the place of a folder: there, or below folders that are there.
 *
 * @param path absolute. @throws PolicyctlError file-unwritable.
 */
export function assertFolderPlace(path: string): void {
  assertPath(path)
  const existing = nearestThere(path)
  const isFolder = statsAt(existing)?.isDirectory() === true
  const fact = !isFolder ? whyNoFolder(existing) : mayWrite(existing) ? null : 'may not be written to'
  if (fact === null) return
  const message = `${path} cannot be written: ${existing} ${fact}`
  throw unwritablePlace(message, 'name another place, or mend that one')
}

/** Most bytes in a name, on every usual file system. */
const LONGEST_NAME = 255

function assertPath(path: string): void {
  const tooLong = namesOf(path).find((name) => Buffer.byteLength(name) > LONGEST_NAME)
  const fact = path.includes('\0')
    ? 'its name holds a NUL character'
    : tooLong === undefined
      ? null
      : `its name, or that of a folder, has more than ${LONGEST_NAME} bytes`
  if (fact !== null) throw unwritablePlace(`${path} cannot be written: ${fact}`, 'name another one')
}

function namesOf(path: string): readonly string[] {
  return path.split(/[\\/]/)
}

/** The path itself, or the nearest folder above it that exists. A broken link exists. */
function nearestThere(path: string): string {
  return isThere(path) || dirname(path) === path ? path : nearestThere(dirname(path))
}

function whyNoFolder(path: string): string {
  return statsAt(path) === undefined ? 'is a link that leads to nothing' : 'is a file, not a folder'
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function unwritablePlace(message: string, hint: string): PolicyctlError {
  return new PolicyctlError('file-unwritable', { message, hint })
}
