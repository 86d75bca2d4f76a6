/** Runs the bundled command line as a user's shell would, in a clean environment. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url))

interface RunOptions {
  readonly cwd: string
  /** On top of a minimal environment: PATH and a home in the test's own folder. */
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** Called with the running process, to signal it. */
  readonly onStart?: (child: import('node:child_process').ChildProcess) => void
}

export interface ProcessResult {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export function runCli(args: readonly string[], options: RunOptions): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: options.cwd,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: options.cwd,
        XDG_CACHE_HOME: `${options.cwd}/.cache`,
        ...options.env,
      },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
    child.stdin.end(options.input ?? '')
    options.onStart?.(child)
  })
}
