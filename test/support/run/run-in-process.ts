/**
 * Runs a command line in this process: ten times as fast as the bundle, and what is shown is the same.
 * What the process itself does is tested with run-cli.ts.
 */
import { randomBytes } from 'node:crypto'
import type { CliContext } from '../../../src/cli/cli-context.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { memoryContext } from './memory-context.ts'

export interface RunResult {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

interface InProcessOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** What comes in on standard input. */
  readonly input?: string
  /** Default: time stands still, waiting takes none, and chance is fixed. */
  readonly world?: Pick<CliContext, 'clock' | 'random'>
  /** Ctrl-C as soon as something is on standard output. */
  readonly stopOnOutput?: boolean
  /** Ctrl-C. */
  readonly stop?: AbortSignal
  /** Somebody at a terminal answers this to the question; null: ends the input. Default: there is no terminal. */
  readonly answer?: string | null
}

export async function runInProcess(args: readonly string[], options: InProcessOptions): Promise<RunResult> {
  const { answer, input = '' } = options
  const stop = new AbortController()
  const context = memoryContext(options.cwd, {
    env: { PATH: process.env.PATH ?? '', HOME: options.cwd, ...options.env },
    stop: options.stop ?? stop.signal,
    nonce: () => randomBytes(16).toString('hex'),
    ...options.world,
    readInput: async () => input,
    inputBytes: async function* () {
      yield new TextEncoder().encode(input)
    },
    ...(answer === undefined ? {} : { stdin: { isTerminal: true, readLine: async () => answer } }),
  })
  const stdout = {
    ...context.stdout,
    write: (text: string) => {
      context.stdout.write(text)
      if (options.stopOnOutput === true) stop.abort()
    },
  }
  const stderr = { ...context.stderr, isTerminal: answer !== undefined }
  const status = await runCommandLine(args, { ...context, stdout, stderr })
  return { status, ...context.written }
}
