/** Converts between paths in a project and paths in the tree of its repository. */
import { posix } from 'node:path'
import type { Repository } from './repository.ts'

type Placed = Pick<Repository, 'folder'>

/** @param path relative to the project's root; '.' or '' for the root itself. @returns the path from the tree's root, '' for that root. */
export function inTree({ folder }: Placed, path: string): string {
  return posix.join(folder, path).replace(/^\.$|\/+$/g, '')
}

/** @param path from the tree's root, inside the project. */
export function inProject({ folder }: Placed, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1)
}
