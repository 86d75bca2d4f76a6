/** Lists the words that can complete a command line. */
import { SHELLS } from '../answers/completion.ts'
import type { NamesAround } from '../inspect/names-around.ts'
import type { CommandOption, ListedCommand } from './command.ts'
import { GLOBAL_OPTIONS } from './global-options.ts'

export interface TypedLine {
  /** The line from the name of the program to the cursor. */
  readonly line: string
  readonly commands: readonly ListedCommand[]
  readonly names: NamesAround
}

/** Characters of names and paths: others may have a meaning for the shell. */
const PLAIN_WORD = /^[\w./:@~=-]+$/

/** @returns words that begin with the typed part of the last word, in the order of their lists; [] if a file is expected. */
export function completeLine({ line, commands, names }: TypedLine): readonly string[] {
  const words = line.split(/\s+/).slice(1)
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const named = commandIn(before)
  const listed = commands.find(({ name }) => name === named)
  if (named !== undefined && listed === undefined) return []
  const options = [...(listed?.command.options ?? []), ...formatOf(listed), ...GLOBAL_OPTIONS]
  const fitting = wordsAt({ typed, before, listed, options, commands, names })
  return fitting.filter((word) => word.startsWith(typed) && PLAIN_WORD.test(word))
}

interface Position {
  readonly typed: string
  readonly before: readonly string[]
  /** The command of the line; undefined if it is not typed yet. */
  readonly listed: ListedCommand | undefined
  readonly options: readonly CommandOption[]
  readonly commands: readonly ListedCommand[]
  readonly names: NamesAround
}

function wordsAt({ typed, before, listed, options, commands, names }: Position): readonly string[] {
  const [, long, equals] = /^(--[\w-]+)(=)/.exec(typed) ?? []
  if (long !== undefined && equals !== undefined)
    return valuesOf(optionCalled(long, options), names).map((value) => `${long}=${value}`)
  const open = optionCalled(before.at(-1) ?? '', options)
  if (open !== undefined && takesValue(open)) return valuesOf(open, names)
  if (typed.startsWith('-'))
    return [...options.map(longOf), '--help', ...(listed === undefined ? ['--version'] : [])]
  if (listed === undefined) return commands.map(({ name }) => name)
  return argumentsOf(listed, before, names)
}

/** The first word that is neither an option nor the value of a global one. */
function commandIn(words: readonly string[]): string | undefined {
  return words.find((word, index) => {
    const previous = optionCalled(words[index - 1] ?? '', GLOBAL_OPTIONS)
    return !word.startsWith('-') && !(previous !== undefined && takesValue(previous))
  })
}

function optionCalled(word: string, options: readonly CommandOption[]): CommandOption | undefined {
  return options.find((option) => longOf(option) === word)
}

function longOf({ flags }: CommandOption): string {
  return flags.split(' ', 1)[0] ?? ''
}

function takesValue({ flags }: CommandOption): boolean {
  return flags.includes('<')
}

function formatOf(listed: ListedCommand | undefined): readonly CommandOption[] {
  const choices = listed?.command.formats ?? []
  return choices.length === 0 ? [] : [{ flags: '--format <format>', description: '', choices }]
}

/** Values to offer, by the placeholder that --help shows. */
const VALUES: Readonly<Record<string, (names: NamesAround) => readonly string[]>> = {
  '--target <name>': ({ targets }) => targets,
  '--from <name>': ({ targets }) => targets,
  '--policy <name>': ({ policies }) => policies,
  '<glob...>': ({ policies }) => policies,
  '<names>': ({ policies }) => policies,
  '<side>': sidesOf,
  '<name...>': ({ policies }) => policies,
  '[name...]': ({ policies }) => policies,
  '[from]': sidesOf,
  '[to]': sidesOf,
  '<method>': () => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  '[method]': () => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  '<shell>': () => SHELLS,
}

function valuesOf(option: CommandOption | undefined, names: NamesAround): readonly string[] {
  if (option === undefined) return []
  const { flags, choices } = option
  const values = VALUES[flags] ?? VALUES[flags.slice(flags.indexOf('<'))]
  return choices ?? values?.(names) ?? []
}

function argumentsOf(
  { name, command }: ListedCommand,
  before: readonly string[],
  names: NamesAround,
): readonly string[] {
  const given = before.slice(before.indexOf(name) + 1).filter((word) => !word.startsWith('-')).length
  const syntaxes = (command.arguments ?? []).map(([syntax]) => syntax)
  const last = syntaxes.at(-1)
  const syntax = syntaxes[given] ?? (last?.endsWith('...]') || last?.endsWith('...>') ? last : undefined)
  return syntax === undefined ? [] : (VALUES[syntax.toLowerCase()]?.(names) ?? [])
}

function sidesOf({ targets }: NamesAround): readonly string[] {
  const ofTargets = ['target', 'live', 'ledger'].flatMap((kind) => targets.map((name) => `${kind}:${name}`))
  return ['files', 'live', 'git:HEAD', ...ofTargets]
}
