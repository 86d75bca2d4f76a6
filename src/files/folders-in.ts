import { readdirSync } from 'node:fs'

/** Names of the folders in a folder, sorted, hidden ones left out. @param path absolute. @returns [] where there is no such folder. */
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
