/** A project with layers, a workspace each for its targets, and clones of its remote: the stage of an apply to several. */
import type { ChildProcess } from 'node:child_process'
import type { CliContext } from '../../../src/cli/cli-context.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import type { Hooks } from '../../../src/emulator/listener.ts'
import type { Emulator } from '../../../src/emulator/start-emulator.ts'
import { CLOCK } from '../../../src/node-context.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { commitFiles, git, remoteWith } from '../git/git.ts'
import { memoryContext } from '../run/memory-context.ts'
import { type RunResult, runCli } from '../run/run-cli.ts'
import { runInProcess } from '../run/run-in-process.ts'
import { emulator } from '../servers/emulator.ts'
import { policyText } from './scene.ts'

/** A request that reached one of the workspaces, in the order in which all of them were reached. */
interface SeenByTarget {
  readonly target: string
  readonly method: string
}

export interface FleetOptions {
  readonly targets: readonly string[]
  /** In the layer `base`, which every target has. */
  readonly files: Readonly<Record<string, Spec>>
  /** Lines of policyctl.yaml. */
  readonly config?: string
  /** Settings of one target, besides its endpoint and its layers: `, wider: [a]`. */
  readonly of?: Readonly<Record<string, string>>
  /** Agents of policies, in every workspace. */
  readonly bound?: readonly (readonly [policy: string, agent: string])[]
  readonly onRequest?: (
    seen: SeenByTarget,
    request: Parameters<NonNullable<Hooks['onRequest']>>[0],
  ) => ReturnType<NonNullable<Hooks['onRequest']>>
}

export const ENV = { RUNAGENTS_API_KEY: 'key', GIT_CONFIG_NOSYSTEM: '1' }

export async function fleetScene({
  targets,
  files,
  config = '',
  of = {},
  bound = [],
  onRequest,
}: FleetOptions) {
  const seen: SeenByTarget[] = []
  const servers = new Map<string, Emulator>()
  for (const target of targets) {
    const bindings = bound.map(([policy, agent]) => ({ policy, agent }))
    const server = await emulator({
      data: { formatVersion: 1, policies: [], bindings },
      onRequest: (request) => {
        const one = { target, method: request.method }
        seen.push(one)
        return onRequest?.(one, request)
      },
    })
    servers.set(target, server)
  }
  const lines = targets.map(
    (target) =>
      `  ${target}: { endpoint: "${servers.get(target)?.url}/api/v1", layers: [base]${of[target] ?? ''} }\n`,
  )
  const remote = remoteWith({
    'policyctl.yaml': `version: 1\ntargets:\n${lines.join('')}${config}`,
    ...inBase(files),
  })
  const root = remote.clone()
  return {
    root,
    remote,
    /** All requests so far, of all workspaces. */
    seen,
    /** Commits policies of the layer `base`; null deletes one. */
    edit: (edits: Readonly<Record<string, Spec | null>>) => {
      for (const [name, spec] of Object.entries(edits))
        if (spec === null) git(root, 'rm', '-q', `policies/base/${name}.yaml`)
      const kept = Object.entries(edits).flatMap(([name, spec]) => (spec === null ? [] : [[name, spec]]))
      commitFiles(root, inBase(Object.fromEntries(kept)))
    },
    /** What the console of a workspace would do. */
    put: async (target: string, name: string, spec: Spec) => {
      const url = `${servers.get(target)?.url}/api/v1/policies/${name}`
      const headers = { authorization: 'Bearer key' }
      await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ name, spec }) })
    },
    /** Names of the policies of each workspace, in the order of the targets. */
    live: async () =>
      Object.fromEntries(
        await Promise.all(
          [...servers].map(
            async ([target, server]) => [target, [...(await server.policies()).keys()].sort()] as const,
          ),
        ),
      ),
    liveIn: async (target: string) => Object.fromEntries((await servers.get(target)?.policies()) ?? []),
    run: (...args: readonly string[]) =>
      runInProcess(args, { cwd: root, env: ENV, world: { clock: CLOCK, random: Math.random } }),
    /** With time that stands still: what fails is tried again at once. */
    runAtOnce: (...args: readonly string[]) => runInProcess(args, { cwd: root, env: ENV }),
    /** In a process of its own. */
    start: (
      args: readonly string[],
      onStart: (child: ChildProcess) => void,
      env: Readonly<Record<string, string>> = {},
    ): Promise<RunResult> => runCli(args, { cwd: root, env: { ...ENV, ...env }, onStart }),
    /** Somebody at a terminal. @param answer to the question. */
    asked: async (answer: string, args: readonly string[], more: Partial<CliContext> = {}) => {
      const base = memoryContext(root, {
        env: { PATH: process.env.PATH ?? '', HOME: root, ...ENV },
        stdin: { isTerminal: true, readLine: async () => answer },
        ...more,
      })
      const context = { ...base, stderr: { ...base.stderr, isTerminal: true } }
      const status = await runCommandLine(args, context)
      return { status, ...base.written }
    },
    /** Refs of the remote below refs/policyctl/, without that. */
    refs: (): readonly string[] =>
      git(root, 'ls-remote', 'origin', 'refs/policyctl/*')
        .split('\n')
        .flatMap((line) => line.split('\trefs/policyctl/')[1] ?? [])
        .sort(),
  }
}

function inBase(files: Readonly<Record<string, Spec>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, spec]) => [`policies/base/${name}.yaml`, policyText(name, spec)]),
  )
}
