/**
 * Fetches history that a shallow clone lacks, step by step and only as far as the answer needs,
 * since a full fetch brings every file of every commit. It adds commits and moves no ref.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { fetchObjects, unreachable } from './remote-talk.ts'
import type { Git, GitOutput } from './run-git.ts'

/** The numbers of commits that each step adds below the cut; after the last, everything. */
const STEPS = [4, 16, 64, 256, 1024, 4096] as const

/** Commits whose parents are not here. */
export type ShallowCut = ReadonlySet<string>

export interface Deepening {
  /** The remote to fetch from; null: none. */
  readonly remote: string | null
  /** The commits that are asked about; the clone has them. */
  readonly starts: readonly string[]
  /** Tells whether the commits beyond the cut can no longer change the answer. */
  readonly isEnough: (cut: ShallowCut) => Promise<boolean>
}

/** @throws PolicyctlError remote-unreachable; history-missing where there is no remote, or it has no more. */
export async function deepenUntil(git: Git, { remote, starts, isEnough }: Deepening): Promise<void> {
  for (let step = 0; ; step += 1) {
    const cut = await shallowCut(git)
    if (cut.size === 0 || (await isEnough(cut))) return
    const ends = (await reached(git, starts)).filter((commit) => cut.has(commit))
    if (ends.length === 0) return
    if (remote === null || step > STEPS.length) throw historyMissing(remote)
    const depth = STEPS[step]
    await fetchBelow(git, { remote, ends, depth: depth === undefined ? '--unshallow' : `--deepen=${depth}` })
  }
}

/** Tells whether a cut can be reached from a commit of `from` without going through `without`. */
export async function isCutBefore(
  git: Git,
  {
    from,
    without,
    cut,
  }: { readonly from: readonly string[]; readonly without: string | null; readonly cut: ShallowCut },
): Promise<boolean> {
  const excluded = without === null ? [] : [`^${without}`]
  return (await reached(git, [...from, ...excluded])).some((commit) => cut.has(commit))
}

async function reached(git: Git, revisions: readonly string[]): Promise<readonly string[]> {
  if (revisions.length === 0) return []
  const text = await git.text(['rev-list', '--stdin'], { input: `${revisions.join('\n')}\n` })
  return text.split('\n').filter((line) => line !== '')
}

/** Finds where the history ends in a shallow clone; read anew, since an earlier question may have deepened it. */
export async function shallowCut(git: Git): Promise<ShallowCut> {
  const file =
    git.commonFolder === null
      ? await git.text(['rev-parse', '--path-format=absolute', '--git-path', 'shallow'])
      : join(git.commonFolder, 'shallow')
  try {
    return new Set(
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    )
  } catch {
    return new Set()
  }
}

/** Fetches commits; into a shallow clone without their history. */
export async function fetchCommits(git: Git, remote: string, commits: readonly string[]): Promise<GitOutput> {
  const isShallow = (await shallowCut(git)).size > 0
  return fetchObjects(git, remote, [...(isShallow ? ['--depth=1'] : []), ...commits])
}

interface Below {
  readonly remote: string
  readonly ends: readonly string[]
  readonly depth: string
}

/**
 * The commits at the cut came from the remote, so it can be asked for them by id, whatever HEAD
 * is. Protocol version 0 allows that for branches only.
 */
async function fetchBelow(git: Git, { remote, ends, depth }: Below): Promise<void> {
  const output = await fetchObjects(git, remote, [depth, ...ends])
  if (output.status === 0) return
  const again = await fetchObjects(git, remote, [depth, ...(await branchesFrom(git, remote))])
  if (again.status !== 0) throw unreachable(remote, output)
}

/** The branches of the remote that this clone follows, by their names on the remote. */
async function branchesFrom(git: Git, remote: string): Promise<readonly string[]> {
  const prefix = `refs/remotes/${remote}/`
  const listed = await git.text(['for-each-ref', '--format=%(refname)', prefix])
  const names = listed
    .split('\n')
    .flatMap((ref) => (ref.startsWith(prefix) ? [ref.slice(prefix.length)] : []))
  const branches = names.filter((name) => name !== 'HEAD').map((name) => `refs/heads/${name}`)
  return branches.length === 0 ? ['HEAD'] : branches
}

function historyMissing(remote: string | null): PolicyctlError {
  return new PolicyctlError('history-missing', {
    message:
      remote === null
        ? 'this clone is shallow and ends before the commit that was last applied'
        : `this clone is shallow, and the remote '${remote}' does not say what came before`,
    hint: 'git fetch --unshallow, or in a workflow: actions/checkout with fetch-depth: 0',
  })
}
