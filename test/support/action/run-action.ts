/** Runs the bundled Action as a runner does: environment, event file, command files. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { folderWith } from '../suite/folder.ts'

export const BUNDLE = fileURLToPath(
  new URL('../../../.github/actions/policyctl/dist/index.mjs', import.meta.url),
)
const ACTION = fileURLToPath(new URL('../../../.github/actions/policyctl/action.yml', import.meta.url))

export interface ActionRun {
  readonly workspace: string
  readonly api: string
  readonly token?: string
  readonly event: { readonly name: string; readonly payload: object }
  readonly sha: string
  /** By their names in action.yml; the defaults fill in the rest. */
  readonly inputs: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

export interface ActionResult {
  readonly status: number | null
  /** Standard output: what the runner reads workflow commands from. */
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

export async function runAction(run: ActionRun): Promise<ActionResult> {
  const temp = commandFolder(run)
  const { status, log } = await spawned(run, runnerEnvironment(run, temp))
  return { status, log, ...writtenBy(temp) }
}

/** A folder with the event file and the command files of a run. */
export function commandFolder({ event }: ActionRun): string {
  const temp = folderWith({ 'event.json': JSON.stringify(event.payload), output: '', summary: '' })
  mkdirSync(join(temp, 'runner'))
  return temp
}

/** What a run left in the runner's command files. */
export function writtenBy(temp: string): Pick<ActionResult, 'outputs' | 'summary'> {
  return {
    outputs: outputsIn(readFileSync(join(temp, 'output'), 'utf8')),
    summary: readFileSync(join(temp, 'summary'), 'utf8'),
  }
}

/** The variables that a runner sets. @param temp folder with event.json and the command files. */
export function runnerEnvironment(run: ActionRun, temp: string): Record<string, string> {
  const inputs = { ...defaults(run.token ?? 'ghs_token'), ...run.inputs }
  return {
    PATH: process.env.PATH ?? '',
    HOME: temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/policies',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: run.api,
    GITHUB_RUN_ID: '99',
    GITHUB_ACTOR: 'ada',
    GITHUB_WORKSPACE: run.workspace,
    GITHUB_WORKFLOW_REF: 'acme/policies/.github/workflows/policy-drift.yml@refs/heads/main',
    GITHUB_EVENT_NAME: run.event.name,
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_SHA: run.sha,
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    RUNNER_TEMP: join(temp, 'runner'),
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
    ...run.env,
  }
}

function defaults(token: string): Readonly<Record<string, string>> {
  const { inputs } = parse(readFileSync(ACTION, 'utf8')) as { inputs: Record<string, { default: string }> }
  const values = Object.entries(inputs).map(([name, { default: value }]) => [name, value])
  return { ...Object.fromEntries(values), token }
}

function spawned(
  run: ActionRun,
  env: Record<string, string>,
): Promise<{ status: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BUNDLE], { cwd: run.workspace, env })
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text
      })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, log }))
  })
}

/** The runner's format: `name<<DELIMITER`, lines, `DELIMITER`. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [, name = '', delimiter = '', value = ''] of text.matchAll(
    /^([\w-]+)<<(\S+)\n([\s\S]*?)\n?\2$/gm,
  ))
    if (delimiter !== '') found[name] = value
  return found
}

/** What the runner would take for workflow commands: outside of stop-commands. */
export function workflowCommands(log: string): readonly string[] {
  const commands: string[] = []
  let stopped: string | null = null
  for (const line of log.split('\n')) {
    if (stopped !== null) {
      if (line === `::${stopped}::`) stopped = null
      continue
    }
    const [, token] = /^::stop-commands::(.+)$/.exec(line) ?? []
    if (token !== undefined) stopped = token
    else if (/^\s*(::|##\[)/.test(line)) commands.push(line)
  }
  return commands
}
