/** Builds the parser of the command line (commander) from the list of commands. */
import { Argument, Command as Commander, InvalidArgumentError, Option } from 'commander'
import type { Command, CommandOption, Format, Invocation, ListedCommand } from '../commands/command.ts'
import { GLOBAL_OPTIONS } from '../commands/global-options.ts'
import type { CliContext } from './cli-context.ts'

/** How the caller wants the answer printed. */
export interface PrintChoices {
  readonly format: Format
  /** Results, warnings and errors only. */
  readonly quiet: boolean
  /** Lists in full, and details such as the requests that `serve` answers. */
  readonly verbose: boolean
}

type Run = (command: Command, invocation: Invocation, choices: PrintChoices) => Promise<void>

export function buildProgram(commands: readonly ListedCommand[], context: CliContext, run: Run): Commander {
  const program = bare(new Commander('policyctl'), context)
    .description('GitOps for the policies that govern what AI agents may call.')
    .version(context.version)
  for (const option of GLOBAL_OPTIONS) program.addOption(optionOf(option))
  for (const { name, summary } of commands) bare(program.command(name), context).summary(summary)
  // Only the command that is named gets its options, before its own arguments are parsed.
  program.hook('preSubcommand', (_program, subcommand) => {
    const listed = commands.find(({ name }) => name === subcommand.name())
    if (listed !== undefined) define(subcommand, listed.summary, listed.command, context, run)
  })
  return program
}

function bare(command: Commander, context: CliContext): Commander {
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(`  hint: ${pathOf(command)} --help lists what it takes`)
    .configureHelp({ showGlobalOptions: true, sortOptions: false })
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) =>
        write(`${text.replace(/^error: /, 'error usage: ')}${swallowedNote(command, text)}`),
      getOutHelpWidth: () => context.stdout.columns,
      getErrHelpWidth: () => context.stderr.columns,
      getOutHasColors: () => context.stdout.hasColor,
      getErrHasColors: () => context.stderr.hasColor,
    })
}

/** An option that takes several values takes the command's arguments too, if they follow it. */
function swallowedNote(command: Commander, text: string): string {
  if (!text.includes('missing required argument')) return ''
  const greedy = command.options.find(({ variadic }) => variadic)
  if (greedy === undefined || command.getOptionValue(greedy.attributeName()) === undefined) return ''
  return `(${greedy.long} takes every word up to the next option: write the argument before it)\n`
}

function pathOf(command: Commander): string {
  return command.name() === 'policyctl' ? 'policyctl' : `policyctl ${command.name()}`
}

function define(
  commander: Commander,
  summary: string,
  command: Command,
  context: CliContext,
  run: Run,
): void {
  commander.description([`${summary}.`, inOneLine(command.description ?? '')].join('\n\n').trim())
  for (const [syntax, description] of command.arguments ?? [])
    commander.addArgument(new Argument(syntax, description))
  for (const option of command.options ?? []) commander.addOption(optionOf(option))
  if (command.formats.length > 0) commander.addOption(formatOption(command.formats))
  commander.addHelpText('after', examplesText(command.examples))
  commander.action(async () =>
    run(command, invocationOf(commander, context), printChoicesOf(commander, command)),
  )
}

/** Joins lines within a sentence: help breaks them to the width of the terminal. */
function inOneLine(description: string): string {
  return description.replace(/\n(?!policyctl )/g, ' ')
}

function optionOf({ flags, description, parse, choices, isRepeatable = false }: CommandOption): Option {
  const option = new Option(flags, description)
  if (choices !== undefined) option.choices(choices)
  if (parse !== undefined) option.argParser(parse)
  const hasOneValue = (option.required || option.optional) && !option.variadic
  return hasOneValue && !isRepeatable ? takenOnce(option) : option
}

function formatOption(formats: readonly Format[]): Option {
  const option = new Option('--format <format>', 'output format')
  return takenOnce(option.choices(formats).default(formats[0]))
}

/** Without this, the last of several values would win silently: of two --config, say, one would be ignored. */
function takenOnce(option: Option): Option {
  const parse = option.parseArg
  let isGiven = false
  return option.argParser((value: string, previous: unknown) => {
    if (isGiven) throw new InvalidArgumentError('It is given twice; leave one out.')
    isGiven = true
    return parse === undefined ? value : parse(value, previous)
  })
}

function examplesText(examples: Command['examples']): string {
  const width = Math.max(...examples.map(([line]) => line.length))
  return `\nExamples:\n${examples.map(([line, purpose]) => `  ${line.padEnd(width)}  ${purpose}`).join('\n')}\n`
}

function invocationOf(commander: Commander, context: CliContext): Invocation {
  const { target: targets = [], config } = commander.optsWithGlobals()
  const { format: _format, ...options } = commander.opts()
  return {
    context,
    global: { target: targets[0] ?? null, targets, config: config ?? null },
    args: commander.args,
    options,
  }
}

function printChoicesOf(commander: Commander, { formats }: Command): PrintChoices {
  const { quiet, verbose } = commander.optsWithGlobals()
  const format = commander.opts().format ?? formats[0] ?? 'text'
  return { format, quiet: quiet === true, verbose: verbose === true }
}
