/** The services and inputs of one run of the Action. */
import { resolve } from 'node:path'
import type { DefaultBranch } from '../git/default-branch.ts'
import type { Repository } from '../git/repository.ts'
import type { Context } from '../workbench/context.ts'
import { openProject, type Project } from '../workbench/project.ts'
import type { Base } from './checkout.ts'
import type { Run } from './event.ts'
import type { GitHub } from './github/github.ts'
import type { Inputs } from './inputs.ts'
import type { Log } from './log.ts'

export interface Session extends Log {
  readonly inputs: Inputs
  readonly run: Run
  readonly context: Context
  readonly github: GitHub
  /** null: there is no repository. */
  readonly repository: Repository | null
  /** The base that a proposed change is compared with and judged by; null: nothing is proposed. */
  readonly base: Base | null
  /** The default branch, which is applied; null: not known. */
  readonly defaultBranch: DefaultBranch | null
  /** The project, with the config that judges. */
  readonly project: Project
  /** The project's folder in the repository, '' at the top. */
  readonly folder: string
  /** Absolute path of a folder for files that later steps upload. */
  readonly reports: string
}

/** Makes the context of the commands: the workspace as current folder, and the step's environment with the inputs added. */
export function commandContext(context: Context, inputs: Inputs): Context {
  const { endpoint, apiKey, workingDirectory } = inputs
  return {
    ...context,
    opened: new Map(),
    cwd: resolve(checkoutFolder(context), workingDirectory),
    env: {
      ...context.env,
      ...(endpoint === null ? {} : { RUNAGENTS_ENDPOINT: endpoint }),
      ...(apiKey === null ? {} : { RUNAGENTS_API_KEY: apiKey }),
    },
  }
}

/** The root of the checkout, absolute; an empty variable counts as unset. */
export function checkoutFolder({ env, cwd }: Pick<Context, 'env' | 'cwd'>): string {
  return env.GITHUB_WORKSPACE || cwd
}

/** Returns the config that judges: that of the base for a proposal, else the checkout's own (null). */
export function judgingConfig(base: Base | null): string | null {
  return base === null ? null : `git:${base.commit}`
}

/** Identifies the project in markers of comments, since a repository may have several. */
export function projectId({ folder }: Pick<Session, 'folder'>): string {
  return folder === '' ? '.' : folder
}

export function openJudge(context: Context, base: Base | null): Promise<Project> {
  return openProject(context, judgingConfig(base))
}

/** Returns the commit that a reviewer sees, or that is applied. */
export function commitOf({ run }: Pick<Session, 'run'>): string {
  return run.trigger.kind === 'branch' ? run.sha : run.trigger.head
}
