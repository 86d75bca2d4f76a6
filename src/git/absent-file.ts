/** Says why a file that git has is not on disk, and how to get it back. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { diskEntry } from './disk-entry.ts'
import { type LinkedTree, linksOn, type ReachedFile } from './linked-tree.ts'
import { inProject } from './project-paths.ts'
import type { IndexEntry } from './read-index.ts'
import type { Repository } from './repository.ts'

/** A file, or all below a path, that is not here for a technical reason. */
export interface Absent {
  /** Relative to the project's root. */
  readonly path: string
  /** Completes a sentence that starts with the path. */
  readonly fact: string
  readonly hint: string
}

export interface Missing {
  readonly file: ReachedFile
  readonly tree: LinkedTree
  readonly entry: IndexEntry | undefined
  /** The files on disk, by their paths from the project's root. */
  readonly onDisk: ReadonlySet<string>
}

export function absentFile(repository: Repository, { file, tree, entry, onDisk }: Missing): Absent {
  const path = inProject(repository, file.path)
  const twin = twinOf(path, onDisk)
  if (twin !== null && existsSync(join(repository.workTree, file.real))) {
    const isKnown = tree.entries.some((other) => inProject(repository, other.path) === twin)
    return isKnown ? oneFileForTwo(path, twin) : speltOtherwise(path, twin)
  }
  const flat = linksOn(tree, file.path).find((link) => !isLinkOnDisk(join(repository.workTree, link)))
  if (flat !== undefined) {
    const link = inProject(repository, flat)
    return {
      path,
      fact: `lies behind ${link}, which is a link in git but not on disk`,
      hint: `git config core.symlinks true, then git checkout -- ${link}`,
    }
  }
  if (entry?.isAssumed === true) {
    return {
      path,
      fact: 'is not on disk, and git was told to ignore that (assume-unchanged)',
      hint: `git update-index --no-assume-unchanged -- ${path}, then git restore it, or git rm it`,
    }
  }
  return {
    path,
    fact: 'is not found on disk, and git status shows no removal of it',
    hint: `git restore -- ${path}`,
  }
}

/** Finds another spelling of the name: a disk that ignores case, or Unicode composition, takes both for one file. */
function twinOf(path: string, onDisk: ReadonlySet<string>): string | null {
  const wanted = folded(path)
  for (const other of onDisk) if (other !== path && folded(other) === wanted) return other
  return null
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function oneFileForTwo(path: string, twin: string): Absent {
  return {
    path,
    fact: `is another file than ${twin} in git, but on this disk both names are one file (it ignores case, or normalises Unicode)`,
    hint: 'in a clone on a case-sensitive disk, rename one of them and commit that',
  }
}

function speltOtherwise(path: string, twin: string): Absent {
  return {
    path,
    fact: `is spelled ${twin} on this disk, where both names are one file (it ignores case, or normalises Unicode)`,
    hint: `rename the file on disk to ${path}, or take the new name into git: git mv ${path} ${twin}`,
  }
}

function isLinkOnDisk(path: string): boolean {
  const stats = diskEntry(path)
  return stats === undefined || stats.isSymbolicLink()
}

export interface Submodule {
  /** Commit that the index has for it. */
  readonly recorded: string
  readonly head: string | null
  readonly isThere: boolean
}

/** @returns null if the submodule is checked out at the recorded commit. */
export function submoduleFault(path: string, { recorded, head, isThere }: Submodule): Absent | null {
  const hint = `git submodule update --init -- ${path}`
  if (!isThere) return { path, fact: 'is a submodule that is not initialised', hint }
  if (head === recorded) return null
  const at = head === null ? 'without a commit' : `at ${head.slice(0, 12)}`
  return {
    path,
    fact: `is a submodule ${at}, and this repository records ${recorded.slice(0, 12)}`,
    hint: `${hint}; or record the other commit: git add ${path}`,
  }
}

/** @param absent at least one. */
export function filesAbsent(absent: readonly Absent[], cause?: unknown): PolicyctlError {
  const [first, ...more] = absent
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  return new PolicyctlError('files-absent', {
    message: `${first?.path ?? ''} ${first?.fact ?? 'is absent'}${others}: a missing file does not count as a deleted one`,
    hint: first?.hint ?? 'check the files out',
    cause,
  })
}
