/** Two projects of one repository, `a` and `b`, on one workspace; and the command line in them. */
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EmulatorOptions } from '../../../src/emulator/start-emulator.ts'
import type { Policies, Spec } from '../../../src/policy/policy.ts'
import { git, remoteWith } from '../git/git.ts'
import { runCli } from '../run/run-cli.ts'
import { type RunResult, runInProcess } from '../run/run-in-process.ts'
import { emulator } from '../servers/emulator.ts'
import { folderWith, writeFiles } from '../suite/folder.ts'
import { configFor, policyText } from './scene.ts'

export type ProjectName = 'a' | 'b'
type FilesOf = Readonly<Partial<Record<ProjectName, Readonly<Record<string, Spec>>>>>

interface RunAt {
  /** Clone; default: the one that is edited. */
  readonly at?: string
  readonly env?: Readonly<Record<string, string>>
}

interface StartAt extends RunAt {
  readonly onStart?: (child: ChildProcess) => void
}

export async function twoProjects(files: FilesOf, hooks: Pick<EmulatorOptions, 'onRequest'> = {}) {
  const server = await emulator({ data: { formatVersion: 1, policies: [], bindings: [] }, ...hooks })
  const endpoint = `${server.url}/api/v1`
  const remote = remoteWith({
    'a/policyctl.yaml': configFor({ 'prod-a': endpoint }),
    'b/policyctl.yaml': configFor({ 'prod-b': endpoint }),
    ...filesOf(files),
  })
  const root = remote.clone()
  const home = folderWith()
  const optionsFor = (project: ProjectName, { at = root, env = {} }: RunAt) => ({
    cwd: join(at, project),
    env: { HOME: home, RUNAGENTS_API_KEY: 'key', GIT_CONFIG_NOSYSTEM: '1', ...env },
  })
  const lineFor = (project: ProjectName, args: readonly string[]) => [...args, '--target', `prod-${project}`]
  const run = (project: ProjectName, args: readonly string[], where: RunAt = {}): Promise<RunResult> =>
    runInProcess(lineFor(project, args), optionsFor(project, where))
  return {
    root,
    remote,
    server,
    endpoint,
    run,
    /** In a process of its own. */
    start: (project: ProjectName, args: readonly string[], { onStart, ...where }: StartAt = {}) =>
      runCli(lineFor(project, args), {
        ...optionsFor(project, where),
        ...(onStart === undefined ? {} : { onStart }),
      }),
    apply: (project: ProjectName, at = root) => run(project, ['apply', '--yes', '--quiet'], { at }),
    live: (): Promise<Policies> => server.policies(),
    /** Moves a policy's file, and commits and pushes that. */
    move: (name: string, from: ProjectName, to: ProjectName, at = root): string => {
      git(at, 'mv', `${from}/policies/${name}.yaml`, `${to}/policies/${name}.yaml`)
      return commit(at, `Move ${name} to ${to}`)
    },
    /** Writes (null: deletes) policy files of a project, and commits and pushes that. */
    edit: (project: ProjectName, edits: Readonly<Record<string, Spec | null>>, at = root): string => {
      for (const [name, spec] of Object.entries(edits)) {
        const file = `${project}/policies/${name}.yaml`
        if (spec === null) rmSync(join(at, file))
        else writeFiles(at, { [file]: policyText(name, spec) })
      }
      return commit(at, `Edit ${project}`)
    },
    /** Policies, and what is pending, of each ledger. */
    ledgers: (): Readonly<Record<string, readonly string[]>> => {
      git(root, 'fetch', '-q', '--prune', 'origin', '+refs/policyctl/*:refs/policyctl/*')
      const names = git(root, 'for-each-ref', '--format=%(refname:lstrip=2)', 'refs/policyctl').split('\n')
      return Object.fromEntries(
        names.map((name) => {
          const paths = git(root, 'ls-tree', '-r', '--name-only', `refs/policyctl/${name}`).split('\n')
          const found = paths.flatMap((path) => /^(?:policies|pending)\/.*(?=\.json$)/.exec(path)?.[0] ?? [])
          return [name, found]
        }),
      )
    },
  }
}

function commit(at: string, message: string): string {
  git(at, 'add', '-A')
  git(at, 'commit', '-q', '--allow-empty', '-m', message)
  git(at, 'push', '-q', 'origin', 'HEAD:main')
  return git(at, 'rev-parse', 'HEAD')
}

function filesOf(files: FilesOf): Readonly<Record<string, string>> {
  const entries = Object.entries(files).flatMap(([project, specs]) =>
    Object.entries(specs ?? {}).map(
      ([name, spec]) => [`${project}/policies/${name}.yaml`, policyText(name, spec)] as const,
    ),
  )
  // git keeps no empty folders.
  const keep = (['a', 'b'] as const).map((project) => [`${project}/policies/.keep`, ''] as const)
  return Object.fromEntries([...keep, ...entries])
}
