import { lstatSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { readText } from './read-text.ts'

/** Text of a file, or why there is none: `foreign` is what leads out of the project, or cannot be read. */
export type ProjectText =
  | { readonly text: string }
  | { readonly text: null; readonly why: 'absent' | 'foreign' }

/**
 * A file that decides something is read from inside the project only: what a
 * link out of it leads to can be changed without a review, and so can git's own.
 *
 * @param root absolute path of the project. @param name relative to it.
 */
export function readProjectFile(root: string, name: string): ProjectText {
  const path = join(root, name)
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { text: null, why: 'absent' }
  const text = leadsAway(root, path) ? null : readText(path)
  return text === null ? { text, why: 'foreign' } : { text }
}

function leadsAway(root: string, path: string): boolean {
  try {
    const way = relative(realpathSync(root), realpathSync(path)).split(sep)
    return way[0] === '..' || way.includes('.git')
  } catch {
    return true
  }
}
