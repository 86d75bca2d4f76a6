/** Runs one command in a given world, and turns errors into messages and statuses. */
import { CommanderError } from 'commander'
import type { Context } from '../commands/context.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { errorText } from '../report/error-text.ts'
import { buildProgram } from './program.ts'

export async function runCommandLine(argv: readonly string[], context: Context): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done
  const program = buildProgram(context, async (command, invocation) => {
    status = await command.run(invocation)
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    return fail(error, context, argv.includes('--verbose'))
  }
}

function fail(error: unknown, context: Context, isVerbose: boolean): ExitStatus {
  // commander has printed its own message (or the help that was asked for).
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed
  const known = error instanceof PolicyctlError ? error : unexpected(error)
  context.stderr.write(
    errorText(known, { color: context.stderr.hasColor, stack: isVerbose && known.code === 'internal' }),
  )
  return known.exitStatus as ExitStatus
}

function unexpected(error: unknown): PolicyctlError {
  return new PolicyctlError('internal', {
    message: `policyctl has a fault: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'run it again with --verbose and report what it prints',
    cause: error,
  })
}
