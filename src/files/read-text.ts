import { readFileSync } from 'node:fs'

/** A whole file as UTF-8, null where it cannot be read. @param path absolute. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
