/** What one run of the Action has at hand. */
import { resolve } from 'node:path'
import type { Format } from '../commands/command.ts'
import type { Context } from '../workbench/context.ts'
import { openProject, type Project } from '../workbench/project.ts'
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../workbench/workbench.ts'
import type { Base } from './base.ts'
import type { Run } from './event.ts'
import type { GitHub } from './github.ts'
import type { Inputs } from './inputs.ts'
import { type CommandRun, runCommand } from './invocation.ts'

export interface Session {
  readonly inputs: Inputs
  readonly run: Run
  readonly context: Context
  readonly github: GitHub
  /** What a proposed change is compared with and judged by; null where nothing is proposed. */
  readonly base: Base | null
  /** By the config that judges. */
  readonly project: Project
  /** The project's folder in the repository, '' at the top. */
  readonly folder: string
  /** Absolute path of a folder of its own: what later steps upload. */
  readonly reports: string
  /** Shows what a command said, folded, in the log. */
  readonly show: (title: string, run: CommandRun) => void
  /** Tells what could not be done and decides nothing. */
  readonly warn: (message: string) => void
}

/** The world of the commands: the step's environment with the inputs on top. */
export function commandContext(context: Context, inputs: Inputs): Context {
  const { endpoint, apiKey, workingDirectory } = inputs
  return {
    ...context,
    cwd: resolve(context.cwd, workingDirectory),
    env: {
      ...context.env,
      ...(endpoint === null ? {} : { RUNAGENTS_ENDPOINT: endpoint }),
      ...(apiKey === null ? {} : { RUNAGENTS_API_KEY: apiKey }),
    },
  }
}

/** The config of the base judges what is proposed; main judges itself. */
export function judgingConfig(base: Base | null): string | null {
  return base === null ? null : `git:${base.commit}`
}

/** Tells the comments of several projects in one repository apart. */
export function projectId({ folder }: Session): string {
  return folder === '' ? '.' : folder
}

export function openJudge(context: Context, base: Base | null): Promise<Project> {
  return openProject(context, judgingConfig(base))
}

function globalOptions(target: string | null, base: Base | null): WorkbenchOptions {
  return { target, config: judgingConfig(base) }
}

/** For what commands share and the Action needs without a command. */
export function openJudgingBench({ context, base }: Session): Promise<Workbench> {
  return openWorkbench(context, globalOptions(null, base))
}

export interface SessionCall {
  readonly target?: string | null
  readonly args?: readonly string[]
  readonly options?: Readonly<Record<string, string | true>>
  readonly format?: Format
}

/** Runs a command for one target and shows what it said. */
export async function call(session: Session, name: string, request: SessionCall = {}): Promise<CommandRun> {
  const { target = null, ...rest } = request
  const run = await runCommand(name, {
    ...rest,
    context: session.context,
    global: globalOptions(target, session.base),
  })
  session.show(target === null ? name : `${name} ${target}`, run)
  return run
}
