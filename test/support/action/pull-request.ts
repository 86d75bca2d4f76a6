/** A pull request as GitHub makes it: a branch, its test merge, the events, and the ways of merging it. */
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type BareDesk, bareDesk } from '../git/bare-desk.ts'
import { git, gitScript, type remoteWith } from '../git/git.ts'
import type { GitHubState, PullState } from '../github/server.ts'
import { folderWith } from '../suite/folder.ts'
import type { ActionResult, ActionRun } from './run-action.ts'

export interface PullRequestOptions {
  readonly fork?: boolean
  /** Branch that it goes into; main where it is not said. */
  readonly base?: string
  /** Of its runs. */
  readonly inputs?: Readonly<Record<string, string>>
}

export interface PullRequest {
  readonly number: number
  /** Commits to its branch, and runs. */
  push(files: Readonly<Record<string, string>>, how?: Looked): Promise<ActionResult>
  /** Commits to its branch; nothing runs. */
  commit(files: Readonly<Record<string, string>>): string
  /** Starts its branch again from its base, with one commit; nothing runs. */
  replace(files: Readonly<Record<string, string>>): string
  /** Commits a link in place of a file; nothing runs. */
  link(path: string, target: string): void
  /** Commits that a file is gone; nothing runs. */
  remove(path: string): void
  /** Runs again what its last push, or its first state, started. */
  run(how?: Looked): Promise<ActionResult>
  /** Somebody starts its last run again: the same event, the same commit. */
  again(inputs?: Readonly<Record<string, string>>): Promise<ActionResult>
  /** Sends it into another branch. */
  retarget(base: string): void
  /** Merges it; the commit on its base branch. */
  merge(how?: 'merge' | 'squash' | 'rebase'): { readonly folder: string; readonly sha: string }
  /** Commit of its branch. */
  head(): string
}

interface Looked {
  /** merge: what GitHub tests. head: the branch alone. stale: the test merge of an earlier commit. */
  readonly checkout?: 'merge' | 'head' | { readonly stale: string }
  /** Branch that GitHub merged it with; its base branch where it is not said. */
  readonly merged?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly depth?: number
  readonly env?: Readonly<Record<string, string>>
}

interface Place {
  readonly remote: ReturnType<typeof remoteWith>
  readonly state: GitHubState
  run(
    story: Pick<ActionRun, 'workspace' | 'sha' | 'event' | 'inputs'> & Pick<Partial<ActionRun>, 'env'>,
  ): Promise<ActionResult>
}

export function openPullRequest(place: Place, number: number, options: PullRequestOptions): PullRequest {
  const { remote, state } = place
  const { fork = false, inputs = {} } = options
  const branch = `change-${number}`
  let base = options.base ?? 'main'
  const alsoAs = `refs/pull/${number}/head`
  const desk: BareDesk = bareDesk({ bare: remote.folder, branch, from: base, alsoAs })
  const { head } = desk
  const known = (): PullState | undefined => state.pulls.get(number)
  const tell = (over: Partial<PullState> = {}): void =>
    void state.pulls.set(number, { mergeCommit: null, isFork: fork, ...known(), head: head(), base, ...over })
  const commit = (files: Readonly<Record<string, string>>): string => {
    const sha = desk.commit(files)
    tell()
    return sha
  }
  let last: Parameters<Place['run']>[0] | null = null
  const run = async ({
    checkout = 'merge',
    merged = base,
    env = {},
    ...how
  }: Looked = {}): Promise<ActionResult> => {
    const baseSha = git(remote.folder, 'rev-parse', `refs/heads/${base}`)
    const payload = eventOf({ number, head: head(), base, baseSha, fork })
    const at = checkedOut(place, { base: merged, head: head(), checkout, depth: how.depth ?? null, number })
    const secret: Readonly<Record<string, string>> = fork ? { 'api-key': '' } : {}
    last = {
      workspace: at.folder,
      sha: at.sha,
      event: { name: 'pull_request', payload },
      inputs: { ...secret, ...inputs, ...how.inputs },
      env: { GITHUB_REF: `refs/pull/${number}/merge`, ...env },
    }
    return place.run(last)
  }
  return {
    number,
    head,
    commit,
    run,
    again: (more = {}) => {
      if (last === null) throw new Error('nothing has run yet')
      return place.run({ ...last, inputs: { ...last.inputs, ...more } })
    },
    push: (files, how) => {
      commit(files)
      return run(how)
    },
    replace: (files) => {
      desk.startAgain(base)
      return commit(files)
    },
    link: (path, target) => {
      rmSync(join(desk.folder, path), { force: true })
      symlinkSync(target, join(desk.folder, path))
      commit({})
    },
    remove: (path) => {
      rmSync(join(desk.folder, path))
      commit({})
    },
    retarget: (to) => {
      base = to
      tell()
    },
    merge: (how = 'merge') => {
      const landed = land(remote, { base, branch, how })
      tell({ mergeCommit: landed.commits[0] ?? '', landedAs: landed.commits })
      return { folder: landed.folder, sha: landed.commits[0] ?? '' }
    },
  }
}

/** A merge as GitHub makes it, without a working tree. `$1` is what it goes into, `$2` what is merged. */
const MERGED = 'tree=$(git merge-tree --write-tree "$1" "$2")'

/** The merge of `$1` and `$2` under the name `$3`; `$4`: its message. */
const MERGE = `${MERGED} && commit=$(git commit-tree "$tree" -p "$1" -p "$2" -m "$4") &&
git update-ref "$3" "$commit" && echo "$commit"`

/** Clones the remote `$1`, at `$2`, with commit `$3` checked out and on no branch; further arguments are options. */
const CHECKOUT = `remote=$1 url=$2 commit=$3 && shift 3 &&
git -C "$remote" update-ref refs/heads/zz-checkout "$commit" &&
git clone -q "$@" --branch=zz-checkout "$url" . && git checkout -q --detach &&
git -C "$remote" update-ref -d refs/heads/zz-checkout`

/** The folder as actions/checkout leaves it; the test merge has the base first, the head second. */
function checkedOut(
  { remote }: Pick<Place, 'remote'>,
  at: {
    base: string
    head: string
    number: number
    checkout: NonNullable<Looked['checkout']>
    depth: number | null
  },
): { folder: string; sha: string } {
  const { base, head, number, checkout, depth } = at
  const merged = (commit: string): string => {
    const message = `Merge ${commit} into ${base}`
    const args = [`refs/heads/${base}`, commit, `refs/pull/${number}/merge`, message]
    return gitScript(remote.folder, MERGE, args)
  }
  const sha = checkout === 'head' ? head : merged(checkout === 'merge' ? head : checkout.stale)
  const options = depth === null ? [] : [`--depth=${depth}`]
  const folder = folderWith()
  gitScript(folder, CHECKOUT, [remote.folder, remote.url, sha, ...options])
  return { folder, sha }
}

interface Landing {
  readonly base: string
  readonly branch: string
  readonly how: 'merge' | 'squash' | 'rebase'
}

/** The same, as one commit of the base `$3`. */
const SQUASH = `${MERGED} && commit=$(git commit-tree "$tree" -p "$1" -m "$4") &&
git update-ref "$3" "$commit" && echo "$commit"`

/** @returns a clone of the base branch as it is then, and the commits that are new on it, newest first. */
function land(
  remote: Place['remote'],
  { base, branch, how }: Landing,
): { folder: string; commits: readonly string[] } {
  if (how === 'rebase') return rebased(remote, { base, branch })
  const [script, message] = how === 'merge' ? [MERGE, `Merge ${branch}`] : [SQUASH, `Squash ${branch}`]
  const names = [`refs/heads/${base}`, `refs/heads/${branch}`, `refs/heads/${base}`]
  const commit = gitScript(remote.folder, script, [...names, message])
  return { folder: remote.clone(`--branch=${base}`), commits: [commit] }
}

function rebased(
  remote: Place['remote'],
  { base, branch }: Pick<Landing, 'base' | 'branch'>,
): { folder: string; commits: readonly string[] } {
  const folder = remote.clone(`--branch=${base}`)
  const before = git(folder, 'rev-parse', 'HEAD')
  git(folder, 'cherry-pick', '--allow-empty', '--keep-redundant-commits', `${before}..origin/${branch}`)
  git(folder, 'push', '-q', 'origin', `HEAD:${base}`)
  const commits = git(folder, 'rev-list', '--first-parent', `${before}..HEAD`).split('\n')
  return { folder, commits }
}

function eventOf({
  number,
  head,
  base,
  baseSha,
  fork,
}: {
  number: number
  head: string
  base: string
  baseSha: string
  fork: boolean
}): object {
  const repo = { full_name: 'acme/policies' }
  return {
    number,
    action: 'synchronize',
    repository: { full_name: 'acme/policies', default_branch: 'main' },
    pull_request: {
      head: { sha: head, repo: fork ? { full_name: 'mallory/policies' } : repo },
      base: { ref: base, sha: baseSha, repo },
    },
  }
}
