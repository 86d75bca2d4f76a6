/** A repository on a remote, GitHub's stand-in and a workspace of the API: where the Action's stories are played. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { odd } from '../builders/specs.ts'
import { git, remoteWith } from '../git/git.ts'
import { type GitHubState, startGitHub } from '../github/server.ts'
import { workspaceWith } from '../servers/workspace.ts'
import { openPullRequest, type PullRequest, type PullRequestOptions } from './pull-request.ts'
import type { ActionResult, ActionRun, runAction } from './run-action.ts'
import { runActionInProcess } from './run-action-in-process.ts'

export const KEY = 'key-of-the-story'

export interface Checkout {
  readonly folder: string
  readonly sha: string
}

/** A run as a story tells it; key and target are filled in. */
type StoryRun = Pick<ActionRun, 'workspace' | 'sha' | 'event' | 'inputs'> & Pick<Partial<ActionRun>, 'env'>

export interface ActionWorld {
  readonly state: GitHubState
  readonly api: string
  /** Base URL of the workspace. */
  readonly endpoint: string
  policies(): Promise<ReadonlyMap<string, unknown>>
  /** Somebody edits a policy in the console, or makes it. */
  edit(name: string, spec: object): Promise<void>
  open(number: number, options?: PullRequestOptions): PullRequest
  clone(...options: readonly string[]): string
  /** Runs the Action on a commit of main. */
  onMain(at: Checkout, inputs: Readonly<Record<string, string>>, event?: string): Promise<ActionResult>
  /** Any other run. */
  run(run: StoryRun): Promise<ActionResult>
  /** main as it is now. */
  main(): Checkout
}

export interface WorldOptions {
  readonly files: (endpoint: string) => Readonly<Record<string, string>>
  readonly data?: object
  readonly github?: Partial<GitHubState>
  /** What runs the Action; this process where it is not said. */
  readonly runner?: typeof runAction
}

export async function actionWorld(options: WorldOptions): Promise<ActionWorld> {
  const workspace = await workspaceWith({ data: { formatVersion: 1, ...options.data }, apiKey: KEY })
  const { endpoint, server } = workspace
  const github = await startGitHub(options.github)
  onTestFinished(() => github.close())
  const remote = remoteWith(options.files(endpoint))
  const { state, url: api } = github
  const { runner = runActionInProcess } = options
  const run = (story: StoryRun): Promise<ActionResult> =>
    runner({
      api,
      token: state.token,
      ...story,
      inputs: { 'api-key': KEY, targets: 'production', ...story.inputs },
    })
  return {
    state,
    api,
    endpoint,
    run,
    policies: () => server.policies(),
    edit: (name, spec) => workspace.put(name, odd(spec)),
    clone: (...of) => remote.clone(...of),
    main: () => {
      const folder = remote.clone()
      return { folder, sha: git(folder, 'rev-parse', 'HEAD') }
    },
    onMain: ({ folder, sha }, inputs, name = 'push') =>
      run({ workspace: folder, sha, event: { name, payload: {} }, inputs }),
    open: (number, of = {}) => openPullRequest({ remote, state, run }, number, of),
  }
}

/** Where a run left its report, and what other jobs find there. */
export function reportsOf({ outputs }: ActionResult): string {
  return join(outputs['report-path'] ?? '')
}
