/** A project with layers, and a workspace for each of its targets: for commands that are given several. */
import type { Hooks } from '../../../src/emulator/listener.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { policyFiles, type Specs } from '../builders/project-files.ts'
import { commitFiles, git, remoteWith } from '../git/git.ts'
import { type DeskRun, deskFor } from '../run/desk.ts'
import { type Workspace, workspaceWith } from '../servers/workspace.ts'
import { writePolicies } from './project.ts'

/** A request that reached one of the workspaces, in the order in which all of them were reached. */
interface SeenByTarget {
  readonly target: string
  readonly method: string
}

export interface SeveralTargets {
  readonly targets: readonly string[]
  /** In the layer `base`, which every target has. */
  readonly files: Specs
  /** Lines of policyctl.yaml. */
  readonly config?: string
  /** Settings of one target, besides its endpoint and its layers: `, wider: [a]`. */
  readonly of?: Readonly<Record<string, string>>
  /** policy → agents, in every workspace. */
  readonly bound?: Readonly<Record<string, readonly string[]>>
  readonly onRequest?: (
    seen: SeenByTarget,
    request: Parameters<NonNullable<Hooks['onRequest']>>[0],
  ) => ReturnType<NonNullable<Hooks['onRequest']>>
}

const BASE = 'policies/base'

export async function projectWithTargets(options: SeveralTargets) {
  const { targets, files, config = '', of = {}, bound = {}, onRequest } = options
  const seen: SeenByTarget[] = []
  const workspaces = new Map<string, Workspace>()
  for (const target of targets) {
    const workspace = await workspaceWith({
      bound,
      onRequest: (request) => {
        const one = { target, method: request.method }
        seen.push(one)
        return onRequest?.(one, request)
      },
    })
    workspaces.set(target, workspace)
  }
  const lines = [...workspaces].map(
    ([target, { endpoint }]) =>
      `  ${target}: { endpoint: "${endpoint}", layers: [base]${of[target] ?? ''} }\n`,
  )
  const remote = remoteWith({
    'policyctl.yaml': `version: 1\ntargets:\n${lines.join('')}${config}`,
    ...policyFiles(files, BASE),
  })
  const root = remote.clone()
  const runIn = deskFor()
  return {
    root,
    remote,
    workspaces,
    /** All requests so far, of all workspaces. */
    seen,
    runIn,
    run: (...args: readonly string[]) => runIn(root, args, { time: 'real' }),
    /** Commits policies of the layer `base`; null deletes one. */
    edit: (edits: Readonly<Record<string, Spec | null>>) => {
      writePolicies(root, edits, BASE)
      commitFiles(root, {})
    },
    /** Names of the policies of each workspace, in the order of the targets. */
    live: async () =>
      Object.fromEntries(
        await Promise.all(
          [...workspaces].map(async ([target, { live }]) => [target, Object.keys(await live())] as const),
        ),
      ),
    /** Somebody at a terminal. @param answer to the question. */
    asked: (answer: string, args: readonly string[], more: DeskRun = {}) =>
      runIn(root, args, { answer, ...more }),
    /** Refs of the remote below refs/policyctl/, without that. */
    refs: (): readonly string[] =>
      git(root, 'ls-remote', 'origin', 'refs/policyctl/*')
        .split('\n')
        .flatMap((line) => line.split('\trefs/policyctl/')[1] ?? [])
        .sort(),
  }
}
