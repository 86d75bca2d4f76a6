/**
 * Finds the repository around a project without running git: git accepts any
 * folder that is shaped like a bare repository and obeys its config, and a pull
 * request can bring such a folder.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

export interface GitAround {
  /** The project's root without links. */
  readonly root: string
  /** Nearest folder upwards that has a `.git`; null for none. */
  readonly workTree: string | null
  /** Nearest folder, up to `workTree`, that is shaped like a bare repository; null for none. */
  readonly bare: string | null
  /** True if the project lies inside a `.git` folder. */
  readonly isInside: boolean
}

/** @param root absolute, exists. */
export function gitAround(root: string): GitAround {
  const real = realpathSync(root)
  let bare: string | null = null
  for (let folder = real; ; folder = dirname(folder)) {
    if (basename(folder) === '.git' && isShapedLikeOne(folder))
      return { root: real, workTree: null, bare, isInside: true }
    if (existsSync(join(folder, '.git'))) return { root: real, workTree: folder, bare, isInside: false }
    if (bare === null && isShapedLikeOne(folder)) bare = folder
    if (dirname(folder) === folder) return { root: real, workTree: null, bare, isInside: false }
  }
}

/** Source: is_git_directory in git's setup.c; `commondir` stands for objects and refs elsewhere. */
function isShapedLikeOne(folder: string): boolean {
  const has = (name: string): boolean => existsSync(join(folder, name))
  return has('HEAD') && (has('commondir') || (has('objects') && has('refs')))
}

/**
 * Refuses to run if git would read another repository than the project's, or none: the guards that
 * need the ledger would silently be off.
 *
 * @throws PolicyctlError repository-unusable (4).
 */
export function refuseOtherRepositories(
  { workTree, bare }: GitAround,
  env: Readonly<Record<string, string | undefined>>,
): void {
  if (bare !== null && workTree !== null) {
    throw new PolicyctlError('repository-unusable', {
      message: `'${bare}' looks like a git repository, and lies inside the clone '${workTree}'`,
      hint: 'git would take it for the repository of the project, with its config: take HEAD, objects and refs out of it',
    })
  }
  const named = env.GIT_DIR
  const own = workTree === null ? bare : gitFolderOf(workTree)
  if (named === undefined || named === '' || (own !== null && isSameFolder(named, own, workTree ?? own)))
    return
  const where = workTree ?? bare
  throw new PolicyctlError('repository-unusable', {
    message: `GIT_DIR names '${named}', and the project stands in ${where === null ? 'no repository' : `'${where}'`}`,
    hint: 'unset GIT_DIR, and run policyctl in a clone that has a .git of its own',
  })
}

/** `.git` itself, or the folder that a file `.git` names, as in linked worktrees and submodules. */
export function gitFolderOf(workTree: string): string {
  const git = join(workTree, '.git')
  try {
    const link = /^gitdir: (.+?)\r?\n?$/.exec(readFileSync(git, 'utf8'))?.[1]
    return link === undefined ? git : resolve(workTree, link)
  } catch {
    return git
  }
}

/** A hook gets GIT_DIR relative to the root of the working tree, also if it changes into a folder. */
function isSameFolder(named: string, own: string, from: string): boolean {
  try {
    return realpathSync(isAbsolute(named) ? named : resolve(from, named)) === realpathSync(own)
  } catch {
    return false
  }
}
