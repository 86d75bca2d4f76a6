/** Runs one command in a given world, and turns errors into messages and statuses. */
import { CommanderError } from 'commander'
import { errorDocument } from '../answers/error-document.ts'
import type { Format } from '../commands/command.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { errorText } from '../media/error-text.ts'
import { jsonLine } from '../media/json-text.ts'
import type { Context } from '../workbench/context.ts'
import { buildProgram } from './program.ts'

export async function runCommandLine(argv: readonly string[], world: Context): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done
  let format = 'text' as Format
  const { context, hasWritten } = watched(world)
  const program = buildProgram(context, async (command, invocation) => {
    format = invocation.format
    status = await command.run(invocation)
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    return fail(error, context, {
      isVerbose: argv.includes('--verbose'),
      isDue: format === 'json' && !hasWritten(),
    })
  }
}

/** The context, and whether anything is on its standard output by now. */
function watched(context: Context): { context: Context; hasWritten: () => boolean } {
  let hasWritten = false
  const write = (text: string): void => {
    hasWritten ||= text !== ''
    context.stdout.write(text)
  }
  // Derived and not copied: to look at its signals is to listen to them.
  const own = { stdout: { value: { ...context.stdout, write } } }
  return { context: Object.create(context, own), hasWritten: () => hasWritten }
}

/** @param isDue whether a document is, and none was written. */
function fail(
  error: unknown,
  context: Context,
  { isVerbose, isDue }: { isVerbose: boolean; isDue: boolean },
): ExitStatus {
  // commander has printed its own message (or the help that was asked for).
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed
  const known = error instanceof PolicyctlError ? error : unexpected(error)
  if (isDue) context.stdout.write(jsonLine(errorDocument(known)))
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
