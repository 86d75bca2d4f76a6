import { realpathSync } from 'node:fs'

/** Resolves the links of a path; returns the path itself if that fails. @param path absolute. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
