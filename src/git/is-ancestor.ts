import { anyRemote } from './any-remote.ts'
import { deepenUntil, fetchCommits, isCutBefore, shallowCut } from './deepen.ts'
import { hasCommit } from './has-commit.ts'
import { readLoose } from './loose-objects.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Repository } from './repository.ts'
import type { Git } from './run-git.ts'

export interface Ancestry {
  readonly ancestor: string
  /** A commit; `repository.head` for guard `behind`. */
  readonly of: string
  /** Remote to ask for missing history, which is that of the ledger; null: any remote of the clone. */
  readonly remote: string | null
}

/**
 * Tells whether a commit is contained in another: guard `behind` asks it of the
 * ledger's commit and HEAD. In a shallow clone, the missing history that the
 * answer depends on is fetched first.
 * @returns false also if the clone is complete and lacks the commit: history was
 * rewritten.
 * @throws PolicyctlError remote-unreachable; history-missing if a shallow clone
 * has no remote to ask.
 */
export function isAncestor(repository: Repository, { of, ...ancestry }: Ancestry): Promise<boolean> {
  return isAncestorOfAny(repository, { ...ancestry, tips: [of] })
}

/** Tells whether any of several commits contains the ancestor. @param ancestry.tips commits; those that the clone lacks are ignored. */
export async function isAncestorOfAny(
  repository: Repository,
  { ancestor, tips: asked, remote: named }: Omit<Ancestry, 'of'> & { readonly tips: readonly string[] },
): Promise<boolean> {
  const { git } = repository
  if (asked.includes(ancestor) || (await isReached(git, ancestor, asked))) return true
  if ((await shallowCut(git)).size === 0) return false
  const tips = await presentOf(git, asked)
  // The remote of a local ledger is null, so any remote may have the missing history.
  const remote = named ?? (await anyRemote(repository))
  if (remote !== null && !(await hasCommit(git, ancestor))) await fetchCommits(git, remote, [ancestor])
  const known = (await hasCommit(git, ancestor)) ? ancestor : null
  // History has no cycles: a commit with the other commit among its ancestors is not an ancestor of it.
  await deepenUntil(git, {
    remote,
    starts: known === null ? tips : [...tips, known],
    isEnough: async (cut) =>
      (await isReached(git, ancestor, tips)) ||
      !(await isCutBefore(git, { from: tips, without: known, cut })),
  })
  return isReached(git, ancestor, tips)
}

async function isReached(git: Git, ancestor: string, tips: readonly string[]): Promise<boolean> {
  const [tip, ...others] = tips
  if (tip === undefined) return false
  if (others.length === 0) return isContained(git, ancestor, tip)
  if (!(await hasCommit(git, ancestor))) return false
  const found = await git.text(['rev-list', '--stdin'], { input: `${tips.join('\n')}\n^${ancestor}^@\n` })
  return found.split('\n').includes(ancestor)
}

async function isContained(git: Git, ancestor: string, tip: string): Promise<boolean> {
  const contained = await knownContained(git)
  const key = `${ancestor} ${tip}`
  if (contained.has(key)) return true
  const { status } = await git.attempt(['merge-base', '--is-ancestor', ancestor, tip])
  if (status === 0) contained.add(key)
  return status === 0
}

/** Keeps only positive answers: an ancestor stays one, while history that is fetched later may change a 'no'. */
const knownContained = oncePerGit(async () => new Set<string>())

/** Returns those of the commits that are here. */
async function presentOf(git: Git, commits: readonly string[]): Promise<readonly string[]> {
  if ((await readLoose(git, commits))?.every(({ kind }) => kind === 'commit') === true) return commits
  const found = await git.text(['cat-file', '--batch-check'], { input: `${commits.join('\n')}\n` })
  return found.split('\n').flatMap((line) => (/ commit \d+$/.test(line) ? (line.split(' ')[0] ?? []) : []))
}
