/** Asks the file system about a path that may not exist. */
import { lstatSync, type Stats, statSync } from 'node:fs'

/** Error codes that mean that nothing is there: no such entry, a file as a part of the path, a circle of links, a name that is too long. */
const NOTHING_THERE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

function foundBy(look: () => Stats): Stats | undefined {
  try {
    return look()
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOTHING_THERE.has(error.code)) return undefined
    throw error
  }
}

/** Follows links. @returns undefined if the path leads to nothing. */
export function statsAt(path: string): Stats | undefined {
  return foundBy(() => statSync(path))
}

/** Tells whether something exists at a path; a broken link counts too. */
export function isThere(path: string): boolean {
  return foundBy(() => lstatSync(path)) !== undefined
}
