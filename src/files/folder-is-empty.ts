import { readdirSync, statSync } from 'node:fs'

/** Whether a path is an empty folder, or nothing at all. @param path absolute. */
export function folderIsEmpty(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return true
  return found.isDirectory() && readdirSync(path).length === 0
}
