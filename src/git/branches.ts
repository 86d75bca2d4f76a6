/** Answers questions about the branches of the ledger's remote, as they are now; without a remote, of this repository. */

import { fetchCommits } from './deepen.ts'
import { bringCommit, defaultBranchOf } from './default-branch.ts'
import { isAncestor, isAncestorOfAny } from './is-ancestor.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { readLoose } from './loose-objects.ts'
import { refsOf } from './refs-of.ts'
import { unreachable } from './remote-talk.ts'
import type { Git } from './run-git.ts'

const HEADS = 'refs/heads/'

export interface Branches {
  contains(of: string, ancestor: string): Promise<boolean>
  isOnAny(commit: string): Promise<boolean>
  /** On the default branch. */
  isMerged(commit: string): Promise<boolean>
}

/** @throws PolicyctlError remote-unreachable, history-missing, from each question. */
export function branchesOf(place: LedgerPlace): Branches {
  const { repository, remote } = place
  const contains = async (of: string, ancestor: string): Promise<boolean> => {
    // A commit that was squashed away may still be fetched by its id; if not, its history is unknown.
    if (remote !== null && of !== repository.head) await bringCommit(repository, remote, of).catch(() => {})
    return isAncestor(repository, { ancestor, of, remote })
  }
  const isOnAny = async (commit: string): Promise<boolean> => isReachable(place, commit, await tipsOf(place))
  return {
    contains,
    isOnAny,
    isMerged: async (commit) => {
      // Without a remote there is no default branch, so any branch with the commit counts.
      if (remote === null) return isOnAny(commit)
      const { tip } = await defaultBranchOf(repository, remote)
      await bringCommit(repository, remote, tip)
      return contains(tip, commit)
    },
  }
}

async function tipsOf(place: LedgerPlace): Promise<readonly string[]> {
  return [...(await refsOf(place).tips(HEADS)).values()]
}

async function isReachable(
  { repository, remote }: LedgerPlace,
  commit: string,
  tips: readonly string[],
): Promise<boolean> {
  if (tips.includes(commit)) return true
  if (remote !== null) await bringTips(repository.git, remote, tips)
  return isAncestorOfAny(repository, { ancestor: commit, tips, remote })
}

async function bringTips(git: Git, remote: string, tips: readonly string[]): Promise<void> {
  const missing = await missingOf(git, tips)
  if (missing.length === 0) return
  const output = await fetchCommits(git, remote, missing)
  if (output.status !== 0) throw unreachable(remote, output)
}

async function missingOf(git: Git, commits: readonly string[]): Promise<readonly string[]> {
  if ((await readLoose(git, commits)) !== null) return []
  const found = await git.text(['cat-file', '--batch-check'], { input: `${commits.join('\n')}\n` })
  return found
    .split('\n')
    .flatMap((line) => (/ missing$/.exec(line) === null ? [] : [line.replace(' missing', '')]))
}
