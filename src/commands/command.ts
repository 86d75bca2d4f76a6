import type { AnyAnswer } from '../answers/any-answer.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { Desk } from '../deploy/desk.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { Look, Medium, Printed } from '../media/printed.ts'
import { refusalMedium } from '../media/refusal.ts'
import type { Context } from '../workbench/context.ts'
import type { WorkbenchOptions } from '../workbench/workbench.ts'

export type Format = 'text' | 'json' | 'markdown' | 'sarif' | 'github' | 'junit' | 'csv' | 'html'

/** What a command is called, and what it takes. */
interface Described {
  readonly name: string
  /** What --help says between the summary and the options. */
  readonly description?: string
  /** In commander's syntax: '[path...]', '<text>'. */
  readonly arguments?: readonly (readonly [syntax: string, description: string])[]
  readonly options?: readonly CommandOption[]
  /** Command line and what it is for; each is run by a test. */
  readonly examples: readonly (readonly [commandLine: string, purpose: string])[]
}

/** One command: its options, the question that they make, and the media of its answer. */
export interface CommandSpec<Answered extends AnyAnswer> extends Described {
  /** The first is the default. */
  readonly media: Readonly<Partial<Record<Format, Medium<Answered>>>>
  /** false: there is no --format. */
  readonly hasFormat?: boolean
  /** Several answers are shown one after the other, as they come. */
  answer(invocation: Invocation, desk: Desk): Answers<Answered | RefusalAnswer>
}

type Answers<Answered> = Promise<Answered> | AsyncIterable<Answered>

/** A command as the command line runs it. */
export interface Command extends Described {
  /** The first is the default. Empty: the command has no --format. */
  readonly formats: readonly Format[]
  responses(invocation: Invocation, desk: Desk): AsyncIterable<Response>
}

/** An answer, and how it looks. */
export interface Response {
  readonly status: ExitStatus
  readonly printed: (format: Format, look: Look) => Printed
}

export function defineCommand<Answered extends AnyAnswer>(spec: CommandSpec<Answered>): Command {
  const { media, hasFormat = true, answer, ...described } = spec
  return {
    ...described,
    formats: hasFormat ? (Object.keys(media) as Format[]) : [],
    responses: async function* (invocation, desk) {
      for await (const one of each(answer(invocation, desk)))
        yield { status: one.status, printed: (format, look) => printed(one, media[format], { format, look }) }
    },
  }
}

async function* each<Answered>(answers: Answers<Answered>): AsyncIterable<Answered> {
  if (Symbol.asyncIterator in answers) yield* answers
  else yield await answers
}

function printed<Answered extends AnyAnswer>(
  answer: Answered | RefusalAnswer,
  medium: Medium<Answered> | undefined,
  { format, look }: { format: Format; look: Look },
): Printed {
  if (isRefusal(answer)) return refusalMedium(answer, { hasDocument: format === 'json' })
  if (medium === undefined) throw new Error(`nothing shows this answer as ${format}`)
  return medium(answer, look)
}

function isRefusal<Answered extends AnyAnswer>(answer: Answered | RefusalAnswer): answer is RefusalAnswer {
  return answer.kind === 'refusal'
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
  /** Which config, which target. */
  readonly global: WorkbenchOptions
  /** Positional arguments, flat. */
  readonly args: readonly string[]
  /** By camel-cased long name, as commander gives them; absent where not given. */
  readonly options: Options
}

/** By camel-cased long name, as commander gives them; absent where not given. */
export type Options = Readonly<Record<string, unknown>>

/** A command as `policyctl --help` lists it. */
export interface ListedCommand {
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly command: Command
}
