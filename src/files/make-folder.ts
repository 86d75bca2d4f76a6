import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { statsAt } from './stats-at.ts'

/**
 * Makes a folder and the missing folders above it. Node's recursive mkdir never
 * returns if mkdir fails with ENOENT although the parent exists, as in /proc.
 *
 * @param path absolute.
 * @throws the system's error.
 */
export function makeFolder(path: string, mode = 0o777): void {
  for (const folder of missingFolders(path)) makeOne(folder, mode)
}

/** The missing folders of a path, the uppermost first. */
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

/** Makes one folder. Another process may make it at the same time, which is fine. */
function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    if (!isFolder(folder)) throw error
  }
}
