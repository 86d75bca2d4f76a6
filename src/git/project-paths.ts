/** Paths of a project, and the same in the tree of its repository. */
import { posix } from 'node:path'
import type { Repository } from './repository.ts'

type Placed = Pick<Repository, 'folder'>

/** @param path relative to the project's root; '.' and '' for that. @returns from the tree's root, '' for that. */
export function inTree({ folder }: Placed, path: string): string {
  return posix.join(folder, path).replace(/^\.$|\/+$/g, '')
}

/** @param path from the tree's root, inside the project. */
export function inProject({ folder }: Placed, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1)
}
