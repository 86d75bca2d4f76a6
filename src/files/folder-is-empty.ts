import { readdirSync, statSync } from 'node:fs'

/** Tells whether a path is an empty folder, or does not exist. @param path absolute. */
export function folderIsEmpty(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return true
  return found.isDirectory() && readdirSync(path).length === 0
}
