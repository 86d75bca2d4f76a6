/** Runs one command in the context of the process. */
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { errorText } from '../media/error-text.ts'
import { processContext } from './process-context.ts'
import { runCommandLine } from './run-command-line.ts'

export async function main(argv: readonly string[]): Promise<ExitStatus> {
  const context = processContext({ noColor: argv.includes('--no-color'), version: __POLICYCTL_VERSION__ })
  const status = await runCommandLine(argv, context)
  const fault = await context.outputFault()
  if (fault === null) return status
  context.stderr.write(errorText(outputFailed(fault), { color: context.stderr.hasColor, stack: false }))
  return EXIT.failed
}

/** A result that nobody got is none, whatever it was. */
function outputFailed(fault: string): PolicyctlError {
  return new PolicyctlError('output-failed', {
    message: `the output could not be written: ${fault}`,
    hint: 'the work itself is done; make room, and check with policyctl plan',
  })
}
