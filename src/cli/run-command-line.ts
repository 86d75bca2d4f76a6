/** Runs one command in a given world: prints its answers, and turns errors into messages and statuses. */
import { CommanderError } from 'commander'
import { errorDocument } from '../answers/error.ts'
import type { Command, Format, Invocation } from '../commands/command.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { errorText } from '../media/error-text.ts'
import { jsonLine } from '../media/json-text.ts'
import type { Look } from '../media/printed.ts'
import { printable } from '../words/printable.ts'
import type { Context } from '../workbench/context.ts'
import { buildProgram, type Showing } from './program.ts'
import { terminalDesk } from './terminal-desk.ts'
import type { World } from './world.ts'

export async function runCommandLine(argv: readonly string[], given: World): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done
  let format = 'text' as Format
  const { world, hasWritten } = watched(given)
  const program = buildProgram(world, async (command, invocation, showing) => {
    format = showing.format
    status = await answered(command, { ...invocation, context: telling(world, showing) }, { world, showing })
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    return fail(error, world, {
      isVerbose: argv.includes('--verbose'),
      isDue: format === 'json' && !hasWritten(),
    })
  }
}

async function answered(
  command: Command,
  invocation: Invocation,
  { world, showing }: { readonly world: World; readonly showing: Showing },
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = []
  for await (const { status, printed } of command.responses(invocation, terminalDesk(world, showing))) {
    const { stdout, stderr = '' } = printed(showing.format, lookOf(world, showing))
    world.stdout.write(stdout)
    world.stderr.write(stderr)
    statuses.push(status)
  }
  return strongest(...statuses)
}

function lookOf({ stdout, stderr }: World, { verbose, quiet }: Showing): Look {
  const columns = stdout.isTerminal ? stdout.columns : null
  return { color: stdout.hasColor, notesColor: stderr.hasColor, columns, verbose, quiet }
}

/** The world as a run knows it, which tells as much as is wanted. Derived and not copied: to look at its signals is to listen to them. */
function telling(world: World, { quiet, verbose }: Showing): Context {
  const isWanted = { detail: verbose, note: !quiet, warning: true }
  const notify: Context['notify'] = ({ kind, text }) => {
    if (isWanted[kind]) world.stderr.write(`${printable(text)}\n`)
  }
  return Object.create(world, { notify: { value: notify } })
}

/** The world, and whether anything is on its standard output by now. */
function watched(given: World): { world: World; hasWritten: () => boolean } {
  let hasWritten = false
  const write = (text: string): void => {
    hasWritten ||= text !== ''
    given.stdout.write(text)
  }
  // Derived and not copied: to look at its signals is to listen to them.
  const own = { stdout: { value: { ...given.stdout, write } } }
  return { world: Object.create(given, own), hasWritten: () => hasWritten }
}

/** @param isDue whether a document is, and none was written. */
function fail(
  error: unknown,
  world: World,
  { isVerbose, isDue }: { isVerbose: boolean; isDue: boolean },
): ExitStatus {
  // commander has printed its own message (or the help that was asked for).
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed
  const known = knownError(error)
  if (isDue) world.stdout.write(jsonLine(errorDocument(known)))
  world.stderr.write(
    errorText(known, { color: world.stderr.hasColor, stack: isVerbose && known.code === 'internal' }),
  )
  return known.exitStatus
}
