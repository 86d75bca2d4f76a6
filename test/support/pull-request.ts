/** A pull request as GitHub makes it: a branch, its test merge, the events, and the ways of merging it. */
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { commitFiles, git, type remoteWith } from './git.ts'
import type { GitHubState, PullState } from './github-server.ts'
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

export interface Looked {
  /** merge: what GitHub tests. head: the branch alone. stale: the test merge of an earlier commit. */
  readonly checkout?: 'merge' | 'head' | { readonly stale: string }
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
  const desk = remote.clone()
  git(desk, 'checkout', '-q', '-b', branch, `origin/${base}`)
  const head = (): string => git(desk, 'rev-parse', 'HEAD')
  const known = (): PullState | undefined => state.pulls.get(number)
  const tell = (over: Partial<PullState> = {}): void =>
    void state.pulls.set(number, { mergeCommit: null, isFork: fork, ...known(), head: head(), base, ...over })
  const commit = (files: Readonly<Record<string, string>>): string => {
    const sha = commitFiles(desk, files)
    git(desk, 'push', '-q', '-f', 'origin', branch, `HEAD:refs/pull/${number}/head`)
    tell()
    return sha
  }
  let last: Parameters<Place['run']>[0] | null = null
  const run = async ({ checkout = 'merge', env = {}, ...how }: Looked = {}): Promise<ActionResult> => {
    const payload = eventOf({ number, head: head(), base, baseSha: tipOf(desk, base), fork })
    const at = checkedOut(place, { base, head: head(), checkout, depth: how.depth ?? null, number })
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
      git(desk, 'reset', '-q', '--hard', tipOf(desk, base))
      return commit(files)
    },
    link: (path, target) => {
      rmSync(join(desk, path), { force: true })
      symlinkSync(target, join(desk, path))
      commit({})
    },
    remove: (path) => {
      rmSync(join(desk, path))
      commit({})
    },
    retarget: (to) => {
      base = to
      tell()
    },
    merge: (how = 'merge') => {
      const landed = land(remote.clone(), { base, branch, how })
      tell({ mergeCommit: landed.commits[0] ?? '', landedAs: landed.commits })
      return { folder: landed.folder, sha: landed.commits[0] ?? '' }
    },
  }
}

function tipOf(desk: string, base: string): string {
  git(desk, 'fetch', '-q', 'origin')
  return git(desk, 'rev-parse', `origin/${base}`)
}

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
  const source = remote.clone()
  const merged = (commit: string): string => {
    git(source, 'checkout', '-q', '--detach', `origin/${base}`)
    git(source, 'merge', '-q', '--no-ff', '-m', `Merge ${commit} into ${base}`, commit)
    const sha = git(source, 'rev-parse', 'HEAD')
    git(source, 'push', '-q', '-f', 'origin', `HEAD:refs/pull/${number}/merge`)
    return sha
  }
  const sha = checkout === 'head' ? head : merged(checkout === 'merge' ? head : checkout.stale)
  git(source, 'push', '-q', '-f', 'origin', `${sha}:refs/heads/zz-checkout`)
  const options = depth === null ? [] : [`--depth=${depth}`]
  const folder = remote.clone('--branch=zz-checkout', ...options)
  git(folder, 'checkout', '-q', '--detach')
  git(source, 'push', '-q', 'origin', ':refs/heads/zz-checkout')
  return { folder, sha }
}

/** @returns the commits that are new on the base branch, newest first. */
function land(
  folder: string,
  { base, branch, how }: { base: string; branch: string; how: 'merge' | 'squash' | 'rebase' },
): { folder: string; commits: readonly string[] } {
  git(folder, 'checkout', '-q', '-B', base, `origin/${base}`)
  const before = git(folder, 'rev-parse', 'HEAD')
  if (how === 'merge') git(folder, 'merge', '-q', '--no-ff', '-m', `Merge ${branch}`, `origin/${branch}`)
  else if (how === 'squash') {
    git(folder, 'merge', '-q', '--squash', `origin/${branch}`)
    git(folder, 'commit', '-q', '--allow-empty', '-m', `Squash ${branch}`)
  } else
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
