/** Looks at a path that may lead to nothing, for whatever reason. */
import { lstatSync, type Stats, statSync } from 'node:fs'

/** Codes of the system: no entry of that name, a file where its folder would be, a circle of links, a name that no disk takes. */
const NOTHING_THERE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

function foundBy(look: () => Stats): Stats | undefined {
  try {
    return look()
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOTHING_THERE.has(error.code)) return undefined
    throw error
  }
}

/** Links are followed. @returns undefined where the path leads to nothing. */
export function statsAt(path: string): Stats | undefined {
  return foundBy(() => statSync(path))
}

/** Tells whether something has that name, a link that leads to nothing included. */
export function isThere(path: string): boolean {
  return foundBy(() => lstatSync(path)) !== undefined
}
