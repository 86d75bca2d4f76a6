/** Two projects of one repository, `a` and `b`, on one workspace; and the command line in them. */
import { join } from 'node:path'
import type { EmulatorOptions } from '../../../src/emulator/start-emulator.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { configFor, policyFiles, type Specs } from '../builders/project-files.ts'
import { git, remoteWith } from '../git/git.ts'
import { type DeskRun, deskFor } from '../run/desk.ts'
import { workspaceWith } from '../servers/workspace.ts'
import { writePolicies } from './project.ts'

export type ProjectName = 'a' | 'b'
type FilesOf = Readonly<Partial<Record<ProjectName, Specs>>>

type HowAt = DeskRun & {
  /** Clone; default: the one that is edited. */
  readonly at?: string
}

export async function twoProjects(files: FilesOf, hooks: Pick<EmulatorOptions, 'onRequest'> = {}) {
  const workspace = await workspaceWith(hooks)
  const { endpoint } = workspace
  const remote = remoteWith({
    'a/policyctl.yaml': configFor({ 'prod-a': endpoint }),
    'b/policyctl.yaml': configFor({ 'prod-b': endpoint }),
    // git keeps no empty folders.
    'a/policies/.keep': '',
    'b/policies/.keep': '',
    ...policyFiles(files.a ?? {}, 'a/policies'),
    ...policyFiles(files.b ?? {}, 'b/policies'),
  })
  const root = remote.clone()
  const runIn = deskFor()
  const run = (project: ProjectName, args: readonly string[], { at = root, ...how }: HowAt = {}) =>
    runIn(join(at, project), args, { target: `prod-${project}`, ...how })
  return {
    ...workspace,
    root,
    remote,
    run,
    apply: (project: ProjectName, at = root) => run(project, ['apply', '--yes', '--quiet'], { at }),
    /** Moves a policy's file, and commits and pushes that. */
    move: (name: string, from: ProjectName, to: ProjectName, at = root): string => {
      git(at, 'mv', `${from}/policies/${name}.json`, `${to}/policies/${name}.json`)
      return commit(at, `Move ${name} to ${to}`)
    },
    /** Writes (null: deletes) policy files of a project, and commits and pushes that. */
    edit: (project: ProjectName, edits: Readonly<Record<string, Spec | null>>, at = root): string => {
      writePolicies(at, edits, `${project}/policies`)
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
