/** Runs one of some commands in a given context: prints its answers, and turns errors into messages and statuses. */
import { CommanderError } from 'commander'
import { errorDocument } from '../answers/error.ts'
import type { Command, CommandOption, Format, Invocation, ListedCommand } from '../commands/command.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { errorText } from '../media/error-text.ts'
import { jsonLine } from '../media/json-text.ts'
import type { Look } from '../media/printed.ts'
import { printable } from '../words/printable.ts'
import type { Context } from '../workbench/context.ts'
import { withBareFlags } from './bare-flags.ts'
import type { CliContext } from './cli-context.ts'
import { buildProgram, type Showing } from './program.ts'
import { terminalDesk } from './terminal-desk.ts'

export async function runOneOf(
  commands: readonly ListedCommand[],
  argv: readonly string[],
  given: CliContext,
): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done
  let format = 'text' as Format
  const { context, hasWritten } = watched(given)
  const program = buildProgram(commands, context, async (command, invocation, showing) => {
    format = showing.format
    status = await answered(
      command,
      { ...invocation, context: telling(context, showing) },
      { context, showing },
    )
  })
  try {
    await program.parseAsync([...withBareFlags(argv, optionsIn(argv, commands))], { from: 'user' })
    return status
  } catch (error) {
    return fail(error, context, {
      isVerbose: argv.includes('--verbose'),
      isDue: (format === 'json' || asksForJson(argv)) && !hasWritten(),
    })
  }
}

/** Those of the command that is named, and of any that is called like another word of the line. */
function optionsIn(argv: readonly string[], commands: readonly ListedCommand[]): readonly CommandOption[] {
  return commands.flatMap(({ name, command }) => (argv.includes(name) ? (command.options ?? []) : []))
}

async function answered(
  command: Command,
  invocation: Invocation,
  { context, showing }: { readonly context: CliContext; readonly showing: Showing },
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = []
  const desk = terminalDesk(context, showing)
  const shown = { format: showing.format, look: lookOf(context, showing) }
  for await (const { status, printed } of command.responses(invocation, desk, shown)) {
    const { stdout, more = [], stderr = '' } = printed
    context.stdout.write(stdout)
    for (const piece of more) {
      context.stdout.write(piece)
      await context.stdout.caughtUp?.()
    }
    context.stderr.write(stderr)
    statuses.push(status)
  }
  return strongest(...statuses)
}

function lookOf({ stdout, stderr }: CliContext, { verbose, quiet }: Showing): Look {
  const columns = stdout.isTerminal ? stdout.columns : null
  return { color: stdout.hasColor, notesColor: stderr.hasColor, columns, verbose, quiet }
}

/** The context as a run knows it, which tells as much as is wanted. Derived and not copied: to look at its signals is to listen to them. */
function telling(context: CliContext, { quiet, verbose }: Showing): Context {
  const isWanted = { detail: verbose, note: !quiet, warning: true }
  const notify: Context['notify'] = ({ kind, text }) => {
    if (isWanted[kind]) context.stderr.write(`${printable(text)}\n`)
  }
  return Object.create(context, { notify: { value: notify } })
}

/** The context, and whether anything is on its standard output by now. */
function watched(given: CliContext): { context: CliContext; hasWritten: () => boolean } {
  let hasWritten = false
  const write = (text: string): void => {
    hasWritten ||= text !== ''
    given.stdout.write(text)
  }
  // Derived and not copied: to look at its signals is to listen to them.
  const own = { stdout: { value: { ...given.stdout, write } } }
  return { context: Object.create(given, own), hasWritten: () => hasWritten }
}

/** A line that no command takes has no format yet, so its words are looked at. */
function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const formats = words.flatMap((word, at) =>
    word === '--format'
      ? [words[at + 1]]
      : word.startsWith('--format=')
        ? [word.slice('--format='.length)]
        : [],
  )
  return formats.length > 0 && formats.every((format) => format === 'json')
}

/** commander has printed its own message, or the help that was asked for. */
function refused(
  { exitCode, code, message }: CommanderError,
  context: CliContext,
  isDue: boolean,
): ExitStatus {
  if (exitCode === 0) return EXIT.done
  if (isDue && code !== 'commander.help') {
    const [fact = '', ...more] = message.replace(/^error: /, '').split('\n')
    const hint = [...more, 'policyctl COMMAND --help lists what it takes'].join(' ')
    const error = new PolicyctlError('usage', { message: fact, hint })
    context.stdout.write(jsonLine(errorDocument(error)))
  }
  return EXIT.failed
}

/** @param isDue whether a document is, and none was written. */
function fail(
  error: unknown,
  context: CliContext,
  { isVerbose, isDue }: { isVerbose: boolean; isDue: boolean },
): ExitStatus {
  if (error instanceof CommanderError) return refused(error, context, isDue)
  const known = knownError(error)
  if (isDue) context.stdout.write(jsonLine(errorDocument(known)))
  context.stderr.write(
    errorText(known, { color: context.stderr.hasColor, stack: isVerbose && known.code === 'internal' }),
  )
  return known.exitStatus
}
