/** A repository on a remote, GitHub's stand-in and a workspace of the API: where the Action's stories are played. */
import { onTestFinished } from 'vitest'
import { emulator } from './emulator.ts'
import { commitFiles, git, remoteWith } from './git.ts'
import { type GitHubState, startGitHub } from './github-server.ts'
import { type ActionResult, type ActionRun, runAction } from './run-action.ts'

export const KEY = 'key-of-the-story'

export interface Checkout {
  readonly folder: string
  readonly sha: string
}

export interface PullRequest {
  readonly number: number
  /** Commits to its branch. */
  push(files: Readonly<Record<string, string>>): Promise<ActionResult>
  /** Merges it; the commit on main. */
  merge(): Checkout
  /** Commit of its branch. */
  head(): string
}

export interface ActionWorld {
  readonly state: GitHubState
  readonly api: string
  /** Base URL of the workspace. */
  readonly endpoint: string
  policies(): Promise<ReadonlyMap<string, unknown>>
  /** Somebody's edit by hand. */
  edit(name: string, spec: object): Promise<void>
  open(
    number: number,
    options?: { readonly fork?: boolean; readonly inputs?: Readonly<Record<string, string>> },
  ): PullRequest
  clone(): string
  /** Runs the Action on a commit of main. */
  onMain(at: Checkout, inputs: Readonly<Record<string, string>>, event?: string): Promise<ActionResult>
  /** Any other run. */
  run(run: Pick<ActionRun, 'workspace' | 'sha' | 'event' | 'inputs'>): Promise<ActionResult>
  /** main as it is now. */
  main(): Checkout
}

export interface WorldOptions {
  readonly files: (endpoint: string) => Readonly<Record<string, string>>
  readonly data?: object
  readonly github?: Partial<GitHubState>
}

export async function actionWorld(options: WorldOptions): Promise<ActionWorld> {
  const workspace = await emulator({ data: { formatVersion: 1, ...options.data }, apiKey: KEY })
  const endpoint = `${workspace.url}/api/v1`
  const github = await startGitHub(options.github)
  onTestFinished(() => github.close())
  const remote = remoteWith(options.files(endpoint))
  const { state, url: api } = github
  const common = { api, token: state.token }
  const main = (): Checkout => {
    const folder = remote.clone()
    return { folder, sha: git(folder, 'rev-parse', 'HEAD') }
  }
  return {
    state,
    api,
    endpoint,
    policies: () => workspace.policies(),
    edit: (name, spec) => edit(endpoint, name, spec),
    main,
    run: (run) =>
      runAction({ ...common, ...run, inputs: { 'api-key': KEY, targets: 'production', ...run.inputs } }),
    clone: () => remote.clone(),
    onMain: ({ folder, sha }, inputs, event = 'push') =>
      runAction({
        ...common,
        workspace: folder,
        sha,
        event: { name: event, payload: {} },
        inputs: { 'api-key': KEY, targets: 'production', ...inputs },
      }),
    open: (number, { fork = false, inputs = {} } = {}) => {
      const branch = `change-${number}`
      const desk = remote.clone()
      git(desk, 'checkout', '-q', '-b', branch)
      const head = (): string => git(desk, 'rev-parse', 'HEAD')
      return {
        number,
        head,
        push: async (files) => {
          commitFiles(desk, files)
          git(desk, 'push', '-q', 'origin', branch)
          state.pulls.set(number, { head: head(), mergeCommit: null })
          const { folder, sha } = merged(remote.clone(), branch)
          const payload = eventOf(number, head(), git(desk, 'rev-parse', 'origin/main'), fork)
          const secret = fork ? {} : { 'api-key': KEY }
          const event = { name: 'pull_request', payload }
          return runAction({
            ...common,
            workspace: folder,
            sha,
            event,
            inputs: { targets: 'production', ...secret, ...inputs },
          })
        },
        merge: () => {
          const checkout = merged(remote.clone(), branch)
          git(checkout.folder, 'push', '-q', 'origin', 'HEAD:main')
          state.pulls.set(number, { head: head(), mergeCommit: checkout.sha })
          return checkout
        },
      }
    },
  }
}

/** The test merge as GitHub makes it: base first, head second. */
function merged(folder: string, branch: string): Checkout {
  git(folder, 'checkout', '-q', '--detach', 'origin/main')
  git(folder, 'merge', '-q', '--no-ff', '-m', `Merge ${branch}`, `origin/${branch}`)
  return { folder, sha: git(folder, 'rev-parse', 'HEAD') }
}

function eventOf(number: number, head: string, base: string, isFork: boolean): object {
  const repo = { full_name: 'acme/policies' }
  return {
    number,
    pull_request: {
      head: { sha: head, repo: isFork ? { full_name: 'mallory/policies' } : repo },
      base: { ref: 'main', sha: base, repo },
    },
  }
}

async function edit(endpoint: string, name: string, spec: object): Promise<void> {
  const answer = await fetch(`${endpoint}/policies/${name}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, spec }),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
}
