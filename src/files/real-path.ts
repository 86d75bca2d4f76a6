import { realpathSync } from 'node:fs'

/** Where a path leads to, links resolved; the path itself where that cannot be said. @param path absolute. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
