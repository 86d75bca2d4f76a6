import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from './read-text.ts'

export interface FoundFile {
  /** Relative to the folder. */
  readonly name: string
  readonly text: string
}

/** Files that are read at most. */
const MOST = 2_000

/**
 * The text files below a folder whose names match, sorted by path.
 *
 * @param folder absolute. @returns null where there is no such folder.
 */
export function readFolder(folder: string, wanted: RegExp): readonly FoundFile[] | null {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && wanted.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .slice(0, MOST)
      .flatMap((path) => {
        const text = readText(path)
        return text === null ? [] : [{ name: path.slice(folder.length + 1), text }]
      })
  } catch {
    return null
  }
}
