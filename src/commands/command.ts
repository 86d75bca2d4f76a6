import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { Context } from '../workbench/context.ts'

export type Format = 'text' | 'json' | 'markdown' | 'sarif' | 'github' | 'junit' | 'csv'

/** One command of the tool: what cli needs to parse and document it, and what it does. */
export interface Command {
  readonly name: string
  /** What --help says between the summary and the options. */
  readonly description?: string
  /** In commander's syntax: '[path...]', '<text>'. */
  readonly arguments?: readonly (readonly [syntax: string, description: string])[]
  readonly options?: readonly CommandOption[]
  /** The first is the default. Empty: the command has no --format. */
  readonly formats: readonly Format[]
  /** Command line and what it is for; each is run by a test. */
  readonly examples: readonly (readonly [commandLine: string, purpose: string])[]
  run(invocation: Invocation): Promise<ExitStatus>
}

export interface CommandOption {
  /** In commander's syntax: '--out <file>', '--only <glob...>'. */
  readonly flags: string
  readonly description: string
  /** Turns the value into what `options` holds; throws PolicyctlError('usage'). */
  readonly parse?: (value: string, previous: unknown) => unknown
  /** May be given several times: `parse` collects into `previous`. Any other is refused the second time. */
  readonly isRepeatable?: boolean
  readonly choices?: readonly string[]
}

/** One call of a command. */
export interface Invocation {
  readonly context: Context
  readonly global: GlobalOptions
  /** Positional arguments, flat. */
  readonly args: readonly string[]
  /** By camel-cased long name, as commander gives them; absent where not given. */
  readonly options: Readonly<Record<string, unknown>>
  readonly format: Format
}

export interface GlobalOptions {
  readonly target: string | null
  readonly config: string | null
  readonly quiet: boolean
  readonly verbose: boolean
}
