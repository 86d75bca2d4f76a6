import type { AnyAnswer } from '../answers/any-answer.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { Desk } from '../deploy/desk.ts'
import type { TellOutcome } from '../deploy/several-targets.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { Printed } from '../media/printed.ts'
import { isLayered } from '../workbench/fleet.ts'
import type { SeveralTargets } from '../workbench/several-targets.ts'
import { openWorkbench } from '../workbench/workbench.ts'
import type { Invocation } from './invocation.ts'
import {
  type Format,
  type Media,
  ofOneTarget,
  printedAnswer,
  type ShownAs,
  severalPrinter,
} from './printed-answers.ts'
import { askSeveral, namesSeveral, type Prepare, refuseSeveral, type Settle } from './several.ts'

/** The part of a command that --help shows. */
interface Described {
  readonly name: string
  /** The text of --help between the summary and the options. */
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
  readonly media: Media<Answered>
  /**
   * Says whether --target takes several. each: the question is asked for each of
   * them. all: besides, without --target it is asked for every target if targets
   * have layers. own: the command handles it. Default: it takes one.
   */
  readonly targets?: 'each' | 'all' | 'own'
  /** Tells whether a question is about the target at all; default: it is. */
  readonly isOfTarget?: (invocation: Invocation) => boolean
  /** With several targets: called once before they are asked; returns the options for each question. */
  readonly prepare?: Prepare
  /** With several targets: called with all answers; returns answers that take the others into account. */
  readonly settle?: Settle<Answered | RefusalAnswer>
  /** Names of options that work with one target only. */
  readonly onlyOne?: readonly string[]
  /** false: there is no --format. */
  readonly hasFormat?: boolean
  /** Answers for several targets together. Default: `answer` is asked for each. @param wanted names and globs of targets; null: all. */
  several?(
    invocation: Invocation,
    wanted: readonly string[] | null,
    watching: { readonly desk: Desk; readonly tell: TellOutcome<Answered | RefusalAnswer> },
  ): Promise<SeveralTargets['rollout']>
  /** Answers the question for one target. Several answers are printed one after the other. */
  answer(invocation: Invocation, desk: Desk): Answers<Answered | RefusalAnswer>
}

type Answers<Answered> = Promise<Answered> | AsyncIterable<Answered>

/** A command for the command line, which knows nothing of its answer's type. */
export interface Command extends Described {
  /** The first is the default. Empty: the command has no --format. */
  readonly formats: readonly Format[]
  responses(invocation: Invocation, desk: Desk, shown: ShownAs): AsyncIterable<Response>
}

/** A printed answer, with its exit status. */
export interface Response {
  readonly status: ExitStatus
  readonly printed: Printed
}

export function defineCommand<Answered extends AnyAnswer>(spec: CommandSpec<Answered>): Command {
  const {
    media,
    hasFormat = true,
    answer,
    onlyOne,
    prepare,
    settle,
    targets: _targets,
    isOfTarget: _isOfTarget,
    several: together,
    ...described
  } = spec
  return {
    ...described,
    formats: hasFormat ? (Object.keys(media) as Format[]) : [],
    responses: async function* (given, desk, shown) {
      const { invocation, wanted } = await meantTargets(given, spec)
      if (wanted !== 'one') {
        const extra = (onlyOne ?? []).find((option) => invocation.options[option] !== undefined)
        if (extra !== undefined) throw ofOneTarget(`--${extra}`)
        const printer = await severalPrinter(media, shown)
        const tell: TellOutcome<Answered | RefusalAnswer> = (outcome, at) => printer.add(outcome, at)
        const ask = (of: Invocation) => only(answer(of, desk))
        const waves =
          together === undefined
            ? await askSeveral<Answered | RefusalAnswer>(invocation, { wanted, ask, prepare, settle, tell })
            : await together(invocation, wanted, { desk, tell })
        yield printer.response(waves)
        return
      }
      for await (const one of each(answer(invocation, desk)))
        yield { status: one.status, printed: printedAnswer(one, media[shown.format], shown) }
    },
  }
}

interface Meant {
  readonly invocation: Invocation
  /** Names and globs; null: every target of the config. */
  readonly wanted: readonly string[] | null | 'one'
}

/** @throws PolicyctlError `usage` if several targets are named and the command takes one; and what reading the config throws. */
async function meantTargets(
  invocation: Invocation,
  { name, targets, isOfTarget }: Pick<CommandSpec<never>, 'name' | 'targets' | 'isOfTarget'>,
): Promise<Meant> {
  if (targets === 'own') return { invocation, wanted: 'one' }
  if (namesSeveral(invocation)) {
    if (targets === undefined) refuseSeveral(name, invocation)
    return { invocation, wanted: invocation.global.targets ?? [] }
  }
  const isAsked = invocation.global.target === null && (isOfTarget?.(invocation) ?? true)
  if (targets !== 'all' || !isAsked) return { invocation, wanted: 'one' }
  const around = await openWorkbench(invocation.context, invocation.global)
  const wanted = isLayered(around.whole.config) ? null : 'one'
  return { invocation: { ...invocation, global: { ...invocation.global, around } }, wanted }
}

async function only<Answered>(answers: Answers<Answered>): Promise<Answered> {
  for await (const one of each(answers)) return one
  throw new Error('a question that nothing answers')
}

async function* each<Answered>(answers: Answers<Answered>): AsyncIterable<Answered> {
  if (Symbol.asyncIterator in answers) yield* answers
  else yield await answers
}

export interface CommandOption {
  /** In commander's syntax: '--out <file>', '--only <glob...>'. */
  readonly flags: string
  readonly description: string
  /** Turns the text into the value in `options`; throws PolicyctlError('usage'). */
  readonly parse?: (value: string, previous: unknown) => unknown
  /** May be given several times: `parse` collects into `previous`. Otherwise a second value is refused; flags without a value may repeat. */
  readonly isRepeatable?: boolean
  readonly choices?: readonly string[]
}

export type { Invocation, Options } from './invocation.ts'
export type { Format } from './printed-answers.ts'

/** A command, and its line in `policyctl --help`. */
export interface ListedCommand {
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly command: Command
}
