/** A project in a clone of a remote that holds its ledger, its workspace, and the command line: where most commands are tested. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EmulatorOptions } from '../../../src/emulator/start-emulator.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { configFor, policyFiles, type Specs } from '../builders/project-files.ts'
import { commitFiles, type Remote, remoteWith } from '../git/git.ts'
import { type Desk, deskFor } from '../run/desk.ts'
import type { ProcessResult } from '../run/run-cli.ts'
import { type Workspace, type WorkspaceOptions, workspaceWith } from '../servers/workspace.ts'
import { folderWith, writeFiles } from '../suite/folder.ts'

export interface ProjectOptions extends Pick<WorkspaceOptions, 'live' | 'bound'> {
  readonly files?: Specs
  /** Lines of policyctl.yaml below `targets`. */
  readonly config?: string
  readonly emulator?: Partial<EmulatorOptions>
  /** Default: yes. Without it there is a folder alone. */
  readonly hasGit?: boolean
}

export interface Project extends Workspace {
  /** Its folder: the first clone. */
  readonly root: string
  /** Makes more clones; without git it makes none. */
  readonly remote: Remote
  /** Runs `policyctl ARGS --target production` in the root, in this process. */
  run(...args: readonly string[]): Promise<ProcessResult>
  /** The same in another folder, or in another way. */
  readonly runIn: Desk
  /** Writes (null: deletes) policy files in the root, and commits them. */
  edit(edits: Readonly<Record<string, Spec | null>>): void
}

export async function projectWith(options: ProjectOptions = {}): Promise<Project> {
  const { files = {}, config = '', hasGit = true, live = {}, bound = {} } = options
  const workspace = await workspaceWith({ live, bound, ...options.emulator })
  const initial = {
    'policyctl.yaml': configFor({ production: workspace.endpoint }, config),
    ...policyFiles(files),
  }
  const remote = hasGit ? remoteWith(initial) : null
  const root = remote?.clone() ?? folderWith(initial)
  const runIn = deskFor('production')
  return {
    ...workspace,
    root,
    remote: remote ?? NO_REMOTE,
    run: (...args) => runIn(root, args),
    runIn,
    edit: (edits) => {
      writePolicies(root, edits)
      if (hasGit) commitFiles(root, {})
    },
  }
}

const NO_REMOTE: Remote = {
  url: '',
  folder: '',
  clone: () => {
    throw new Error('this project has no git')
  },
}

/** @param edits null: the file goes. @param folder of the policies. */
export function writePolicies(
  root: string,
  edits: Readonly<Record<string, Spec | null>>,
  folder = 'policies',
): void {
  for (const [name, spec] of Object.entries(edits))
    if (spec === null) rmSync(join(root, folder, `${name}.json`), { force: true })
    else writeFiles(root, policyFiles({ [name]: spec }, folder))
}
