/** Runs one of some commands in the context of the process. */
import type { ListedCommand } from '../commands/command.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { errorText } from '../media/error-text.ts'
import { processContext } from './process-context.ts'
import { runOneOf } from './run-one-of.ts'

export async function runWithProcess(
  commands: readonly ListedCommand[],
  argv: readonly string[],
): Promise<ExitStatus> {
  const context = processContext({ noColor: argv.includes('--no-color'), version: __POLICYCTL_VERSION__ })
  const status = await runOneOf(commands, argv, context)
  const fault = await context.outputFault()
  if (fault === null) return status
  context.stderr.write(errorText(outputFailed(fault), { color: context.stderr.hasColor, stack: false }))
  return EXIT.failed
}

/** If the output could not be written, the run failed, whatever the command returned. */
function outputFailed(fault: string): PolicyctlError {
  return new PolicyctlError('output-failed', {
    message: `the output could not be written: ${fault}`,
    hint: 'the command has ended, but its output is incomplete: free disk space or fix the pipe, and run it again; after an apply, check with policyctl plan first',
  })
}
