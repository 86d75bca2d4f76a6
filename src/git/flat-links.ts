/**
 * Finds links of git that are plain files on disk and unedited: git wrote the link's text because
 * the disk has no links or `core.symlinks` is off. A walk on disk does not reach the files behind
 * them.
 */
import { join, posix } from 'node:path'
import { mayHoldPolicies } from '../policy/policy-path.ts'
import type { Absent } from './absent-file.ts'
import { diskEntry } from './disk-entry.ts'
import type { LinkedTree } from './linked-tree.ts'
import { inProject } from './project-paths.ts'
import type { Repository } from './repository.ts'
import { statusOf } from './status.ts'

/** @param start folder of the policies, from the tree's root. @returns those at or below it that may lead to policies. */
export async function flatLinks(
  repository: Repository,
  { targets }: LinkedTree,
  start: string,
): Promise<readonly Absent[]> {
  const flat = [...targets.keys()].filter(
    (link) => isAtOrBelow(link, start) && mayLead(link) && isFlat(join(repository.workTree, link)),
  )
  if (flat.length === 0) return []
  const shown = flat.map((link) => inProject(repository, link))
  const edited = new Set((await statusOf(repository, shown)).map(({ path }) => path))
  return flat.filter((link) => !edited.has(link)).map((link) => flatLink(inProject(repository, link)))
}

function isAtOrBelow(link: string, start: string): boolean {
  return start === '' || link === start || link.startsWith(`${start}/`)
}

function mayLead(link: string): boolean {
  return mayHoldPolicies(posix.basename(link))
}

function isFlat(path: string): boolean {
  return diskEntry(path)?.isFile() === true
}

function flatLink(path: string): Absent {
  return {
    path,
    fact: 'is a link in git but not on disk',
    hint: `git config core.symlinks true, then git checkout -- ${path}`,
  }
}
