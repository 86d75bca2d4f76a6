/**
 * Runs the Action in this process: it does the same there, and the start of the bundle costs more than
 * most runs. test/action/bundle.test.ts runs the bundle, in a process of its own.
 *
 * `@actions/core` reads the variables of the process and writes to its standard output. Both belong to one
 * run at a time, so runs take turns.
 */
import { summary } from '@actions/core'
import { runAction } from '../../../src/action/run-action.ts'
import { CLOCK } from '../../../src/node-context.ts'
import { printable } from '../../../src/words/printable.ts'
import { memoryContext } from '../run/memory-context.ts'
import {
  type ActionResult,
  type ActionRun,
  commandFolder,
  runnerEnvironment,
  writtenBy,
} from './run-action.ts'

let last: Promise<unknown> = Promise.resolve()

export function runActionInProcess(run: ActionRun): Promise<ActionResult> {
  const result = last.then(() => runAlone(run))
  last = result.catch(() => {})
  return result
}

async function runAlone(run: ActionRun): Promise<ActionResult> {
  const temp = commandFolder(run)
  const env = runnerEnvironment(run, temp)
  let log = ''
  const write = (text: string): void => {
    log += text
  }
  const context = memoryContext(run.workspace, {
    env,
    clock: CLOCK,
    random: Math.random,
    nonce: () => crypto.randomUUID(),
    notify: ({ text }) => write(`${printable(text)}\n`),
  })
  const restore = makeProcessOf(run, env, write)
  try {
    const status = await runAction(context)
    return { status, log, ...writtenBy(temp) }
  } finally {
    restore()
  }
}

/** Gives this process the variables, the folder and the standard output of a run. @returns takes them back. */
function makeProcessOf(
  { workspace }: ActionRun,
  env: Record<string, string>,
  write: (text: string) => void,
): () => void {
  const { env: ownEnv, stdout } = process
  const ownFolder = process.cwd()
  const ownWrite = stdout.write
  // First what may fail.
  process.chdir(workspace)
  process.env = env
  stdout.write = (chunk: Uint8Array | string) => {
    write(String(chunk))
    return true
  }
  // It remembers the file of the first run.
  Object.assign(summary, { _filePath: undefined })
  return () => {
    process.env = ownEnv
    process.chdir(ownFolder)
    stdout.write = ownWrite
  }
}
