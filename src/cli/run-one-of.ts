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
import { buildProgram, type PrintChoices } from './program.ts'
import { terminalDesk } from './terminal-desk.ts'

export async function runOneOf(
  commands: readonly ListedCommand[],
  argv: readonly string[],
  given: CliContext,
): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done
  let format = 'text' as Format
  const { context, hasWritten } = withWriteFlag(given)
  const program = buildProgram(commands, context, async (command, invocation, choices) => {
    format = choices.format
    status = await runAndPrint(
      command,
      { ...invocation, context: withNotify(context, choices) },
      { context, choices },
    )
  })
  try {
    await program.parseAsync([...withBareFlags(argv, optionsIn(argv, commands))], { from: 'user' })
    return status
  } catch (error) {
    return fail(error, context, {
      isVerbose: argv.includes('--verbose'),
      isDocumentDue: (format === 'json' || asksForJson(argv)) && !hasWritten(),
    })
  }
}

/** The options of each command whose name is a word of the line: the named command, and by chance others. */
function optionsIn(argv: readonly string[], commands: readonly ListedCommand[]): readonly CommandOption[] {
  return commands.flatMap(({ name, command }) => (argv.includes(name) ? (command.options ?? []) : []))
}

async function runAndPrint(
  command: Command,
  invocation: Invocation,
  { context, choices }: { readonly context: CliContext; readonly choices: PrintChoices },
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = []
  const desk = terminalDesk(context, choices)
  const shown = { format: choices.format, look: lookOf(context, choices) }
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

function lookOf({ stdout, stderr }: CliContext, { verbose, quiet }: PrintChoices): Look {
  const columns = stdout.isTerminal ? stdout.columns : null
  return { color: stdout.hasColor, notesColor: stderr.hasColor, columns, verbose, quiet }
}

/**
 * The context with a `notify` that respects --quiet and --verbose. Object.create and not a copy:
 * a copy would read the getters `stop` and `kill`, and reading them installs the signal handlers.
 */
function withNotify(context: CliContext, { quiet, verbose }: PrintChoices): Context {
  const isWanted = { detail: verbose, note: !quiet, warning: true }
  const notify: Context['notify'] = ({ kind, text }) => {
    if (isWanted[kind]) context.stderr.write(`${printable(text)}\n`)
  }
  return Object.create(context, { notify: { value: notify } })
}

/** The context, and a function that tells whether anything was written to standard output. */
function withWriteFlag(given: CliContext): { context: CliContext; hasWritten: () => boolean } {
  let hasWritten = false
  const write = (text: string): void => {
    hasWritten ||= text !== ''
    given.stdout.write(text)
  }
  // Object.create and not a copy, as in withNotify.
  const own = { stdout: { value: { ...given.stdout, write } } }
  return { context: Object.create(given, own), hasWritten: () => hasWritten }
}

/** Looks for --format json among the words: a line that commander refused has no parsed format. */
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

/** Returns the status after commander has printed its own message, or the help that was asked for. */
function refused(
  { exitCode, code, message }: CommanderError,
  context: CliContext,
  isDocumentDue: boolean,
): ExitStatus {
  if (exitCode === 0) return EXIT.done
  if (isDocumentDue && code !== 'commander.help') {
    const [fact = '', ...more] = message.replace(/^error: /, '').split('\n')
    const hint = [...more, 'policyctl COMMAND --help lists what it takes'].join(' ')
    const error = new PolicyctlError('usage', { message: fact, hint })
    context.stdout.write(jsonLine(errorDocument(error)))
  }
  return EXIT.failed
}

/** @param isDocumentDue true if JSON was asked for and none is written yet: then the error is written as JSON too. */
function fail(
  error: unknown,
  context: CliContext,
  { isVerbose, isDocumentDue }: { isVerbose: boolean; isDocumentDue: boolean },
): ExitStatus {
  if (error instanceof CommanderError) return refused(error, context, isDocumentDue)
  const known = knownError(error)
  if (isDocumentDue) context.stdout.write(jsonLine(errorDocument(known)))
  context.stderr.write(
    errorText(known, { color: context.stderr.hasColor, stack: isVerbose && known.code === 'internal' }),
  )
  return known.exitStatus
}
