/**
 * Runs a command line in this process: ten times as fast as the bundle, for
 * tests that run very many. What the process itself does is tested with run-cli.ts.
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

export interface InProcessOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** What comes in on standard input. */
  readonly input?: string
  /** Default: time stands still, waiting takes none, and chance is fixed. */
  readonly world?: Pick<CliContext, 'clock' | 'random'>
  /** Ctrl-C as soon as something is on standard output. */
  readonly stopOnOutput?: boolean
}

export async function runInProcess(args: readonly string[], options: InProcessOptions): Promise<RunResult> {
  const stop = new AbortController()
  const context = memoryContext(options.cwd, {
    env: { PATH: process.env.PATH ?? '', HOME: options.cwd, ...options.env },
    stop: stop.signal,
    nonce: () => randomBytes(16).toString('hex'),
    ...options.world,
    readInput: async () => options.input ?? '',
    inputBytes: async function* () {
      yield new TextEncoder().encode(options.input ?? '')
    },
  })
  const stdout = {
    ...context.stdout,
    write: (text: string) => {
      context.stdout.write(text)
      if (options.stopOnOutput === true) stop.abort()
    },
  }
  const status = await runCommandLine(args, { ...context, stdout })
  return { status, ...context.written }
}
