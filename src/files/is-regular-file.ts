import { statSync } from 'node:fs'

/** Whether a file is there, links followed; no folder, pipe or device. @param path absolute. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
