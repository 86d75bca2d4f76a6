/** Runs one command in the world of the process. */
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import { processContext } from './process-context.ts'
import { runCommandLine } from './run-command-line.ts'

export async function main(argv: readonly string[]): Promise<ExitStatus> {
  const context = processContext({ noColor: argv.includes('--no-color'), version: __POLICYCTL_VERSION__ })
  return runCommandLine(argv, context)
}
