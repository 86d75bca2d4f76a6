import { readdirSync } from 'node:fs'

/** Names of the folders in a folder, sorted, without hidden ones. @param path absolute. @returns [] if there is no such folder. */
export function foldersIn(path: string): readonly string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}
