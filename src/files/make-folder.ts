import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { statsAt } from './stats-at.ts'

/**
 * Makes a folder and those above it. Node's own recursive way tries for ever
 * where a file system lets nobody make folders and says that they are not
 * there, as /proc does.
 *
 * @param path absolute.
 * @throws the system's error.
 */
export function makeFolder(path: string, mode = 0o777): void {
  for (const folder of missingFolders(path)) makeOne(folder, mode)
}

/** Uppermost first. */
function missingFolders(path: string): readonly string[] {
  const missing: string[] = []
  for (let folder = path; !isFolder(folder); folder = dirname(folder)) {
    missing.unshift(folder)
    if (dirname(folder) === folder) break
  }
  return missing
}

function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() === true
}

/** Somebody else may be making it too. */
function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    if (!isFolder(folder)) throw error
  }
}
