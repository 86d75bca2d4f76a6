import { statSync } from 'node:fs'

/** Tells whether a path is a file, links followed, and no folder, pipe or device. @param path absolute. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
