/** A workspace, a bare remote with policies for it, and clones of that: the stage of the end-to-end tests. */
import type { ChildProcess } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import type { EmulatorOptions } from '../../../src/emulator/start-emulator.ts'
import { CLOCK } from '../../../src/node-context.ts'
import type { Policies, Spec } from '../../../src/policy/policy.ts'
import { git, remoteWith } from '../git/git.ts'
import { type RunResult, runCli } from '../run/run-cli.ts'
import { type InProcessOptions, runInProcess } from '../run/run-in-process.ts'
import { emulator } from '../servers/emulator.ts'
import { folderWith } from '../suite/folder.ts'

export interface Scene {
  readonly url: string
  /** Base URL that the ledger is bound to. */
  readonly endpoint: string
  readonly remote: ReturnType<typeof remoteWith>
  live(): Promise<Policies>
  /** Changes live as somebody with a console would; null deletes. */
  edit(name: string, spec: Spec | null): Promise<void>
  /** Runs `policyctl ARGS --target production` in a folder; in a process of its own where it may be signalled. */
  run(folder: string, args: readonly string[], options?: SceneRun): Promise<RunResult>
}

export interface SceneRun {
  readonly env?: Readonly<Record<string, string>>
  readonly onStart?: (child: ChildProcess) => void
  /** Default: production; null: none is named. */
  readonly target?: string | null
}

export type Specs = Readonly<Record<string, Spec>>

interface SceneOptions extends Pick<EmulatorOptions, 'onRequest' | 'onWrite'> {
  readonly files?: Specs
  readonly live?: Specs
  /** `[policy, agent]`. */
  readonly bindings?: readonly (readonly [string, string])[]
  /** Folder of the project in the repository, '' at its root. */
  readonly folder?: string
}

export async function scene(options: SceneOptions = {}): Promise<Scene> {
  const { files = {}, live = {}, bindings = [], folder = '' } = options
  const hooks = {
    ...(options.onRequest === undefined ? {} : { onRequest: options.onRequest }),
    ...(options.onWrite === undefined ? {} : { onWrite: options.onWrite }),
  }
  const data = {
    formatVersion: 1,
    policies: Object.entries(live).map(([name, spec]) => ({ name, spec })),
    bindings: bindings.map(([policy, agent]) => ({ policy, agent })),
  }
  const { url, policies } = await emulator({ data, ...hooks })
  const endpoint = `${url}/api/v1`
  const remote = remoteWith({
    [join(folder, 'policyctl.yaml')]: configFor({ production: endpoint }),
    ...inFolder(folder, policyFiles(files)),
  })
  const home = folderWith()
  return {
    url,
    endpoint,
    remote,
    live: policies,
    edit: (name, spec) => editLive(endpoint, name, spec),
    run: (cwd, args, { env = {}, onStart, target = 'production' } = {}) => {
      const line = [...args, ...(target === null ? [] : ['--target', target])]
      const options = {
        cwd,
        env: {
          HOME: home,
          XDG_CACHE_HOME: join(home, 'cache'),
          RUNAGENTS_API_KEY: 'key',
          GIT_CONFIG_NOSYSTEM: '1',
          ...env,
        },
      }
      if (onStart !== undefined) return runCli(line, { ...options, onStart })
      // A git of the test's own may kill the process that starts it.
      return env.PATH === undefined ? ran(line, options) : runCli(line, options)
    },
  }
}

/** As a process would: a start costs more than most runs, and what is shown is the same. */
async function ran(line: readonly string[], options: InProcessOptions): Promise<RunResult> {
  const result = await runInProcess(line, {
    ...options,
    world: { clock: CLOCK, random: Math.random },
  })
  return { ...result, signal: null }
}

export function configFor(targets: Readonly<Record<string, string>>, more = ''): string {
  const lines = Object.entries(targets).map(([name, endpoint]) => `  ${name}: { endpoint: "${endpoint}" }`)
  return `version: 1\ntargets:\n${lines.join('\n')}\n${more}`
}

/** Policy files by path from the project's root. */
export function policyFiles(specs: Specs): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [`policies/${name}.yaml`, policyText(name, spec)]),
  )
}

export function policyText(name: string, spec: Spec): string {
  return `name: ${name}\nspec: ${JSON.stringify(spec)}\n`
}

function inFolder(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text]))
}

async function editLive(endpoint: string, name: string, spec: Spec | null): Promise<void> {
  const headers = { authorization: 'Bearer key' }
  const url = `${endpoint}/policies/${name}`
  const body = JSON.stringify({ name, spec })
  const isThere = (await fetch(url, { headers })).status === 200
  if (spec === null) await fetch(url, { method: 'DELETE', headers })
  else if (isThere) await fetch(url, { method: 'PUT', headers, body })
  else await fetch(`${endpoint}/policies`, { method: 'POST', headers, body })
}

/** Specs by name as one object, for comparing. */
export function named(policies: Policies): Specs {
  return Object.fromEntries([...policies].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * A `git` for PATH that kills the process that called it, with SIGKILL, when
 * its arguments contain `pattern` (a shell pattern); any other call goes to git.
 */
export function killingGit(pattern: string): { readonly PATH: string } {
  const real = git('/', '--exec-path')
  const script = `#!/bin/sh\ncase "$*" in ${pattern}) kill -9 $PPID; exit 1;; esac\nexec "${real}/git" "$@"\n`
  const bin = folderWith({ git: script })
  chmodSync(join(bin, 'git'), 0o755)
  return { PATH: `${bin}:${process.env.PATH}` }
}
