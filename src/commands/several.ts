/**
 * One question for several targets: a loop over the question for one, with one
 * workbench around it, and one answer.
 */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { TargetOutcome } from '../answers/several.ts'
import {
  inParallel,
  type SeveralTargets,
  type SeveralWishes,
  type TellOutcome,
} from '../deploy/several-targets.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { chooseTargets, isTargetGlob } from '../workbench/choose-targets.ts'
import type { Context } from '../workbench/context.ts'
import { openWorkbench, type Workbench } from '../workbench/workbench.ts'
import type { Invocation, Options } from './invocation.ts'

/** Tells whether a second target, or a glob, is named. */
export function namesSeveral({ global: { targets = [] } }: Invocation): boolean {
  return targets.length > 1 || targets.some(isTargetGlob)
}

/** @throws PolicyctlError usage, for a command that is about one target. */
export function refuseSeveral(command: string, { global: { targets = [] } }: Invocation): void {
  if (targets.length > 1)
    throw new PolicyctlError('usage', {
      message: `--target is given ${targets.length} times, and ${command} is about one target`,
      hint: 'name one target, and the next one when that is done',
    })
  throw new PolicyctlError('usage', {
    message: `--target '${targets[0]}' is a glob, and ${command} is about one target`,
    hint: 'name one target',
  })
}

type Ask<Answered> = (invocation: Invocation) => Promise<Answered>

/** @param around of no target in particular. @returns the options of the question for each of the targets. */
export type Prepare = (
  invocation: Invocation,
  around: Workbench,
  targets: readonly string[],
) => Promise<Options>

interface Asking<Answered> {
  /** Names and globs; null: every target. */
  readonly wanted: readonly string[] | null
  readonly ask: Ask<Answered>
  readonly prepare?: Prepare | undefined
  /** It holds the answers of all targets. */
  readonly settle?: Settle<Answered> | undefined
  readonly tell: TellOutcome<Answered>
}

/** @param answers by target. @returns the answers, each in the light of the others. */
export type Settle<Answered> = (
  answers: ReadonlyMap<string, Answered>,
  around: Workbench,
) => ReadonlyMap<string, Answered>

/** The targets of a question for several. */
export interface MeantTargets extends SeveralTargets {
  /** Globs of targets, as the config has them. */
  readonly rollout: SeveralWishes['rollout']
  /** The workbench of no target in particular. */
  readonly around: Workbench
  /** The same invocation, for one of them. */
  invocationOf(target: string): Invocation
}

/**
 * Opens the project once, for a question about several of its targets.
 *
 * @param wanted names and globs; null: every target.
 * @throws PolicyctlError config-invalid, target-unknown, usage.
 */
export async function withTargets<Result>(
  invocation: Invocation,
  wanted: readonly string[] | null,
  work: (targets: MeantTargets) => Promise<Result>,
): Promise<Result> {
  const { context, global } = invocation
  const around = await openWorkbench(context, { ...global, target: null })
  try {
    const { whole } = around
    const names = wanted === null ? [...whole.config.targets.keys()] : chooseTargets(context, whole, wanted)
    const invocationOf = (target: string): Invocation => about(target, { invocation, around })
    return await work({
      names,
      rollout: whole.config.rollout,
      around,
      invocationOf,
      mapOf: (target) => around.mapOf(target),
      open: (target) => {
        const own = invocationOf(target)
        return openWorkbench(own.context, own.global)
      },
      reopen: (target) => {
        const { context: told, global: of } = invocationOf(target)
        const { around: _around, ...again } = of
        return openWorkbench(told, again)
      },
    })
  } finally {
    await around.close()
  }
}

/**
 * Tells each outcome as soon as it is there, unless there is something to settle.
 *
 * @returns the waves of the config. @throws as withTargets. What fails for one target is told with the others.
 */
export function askSeveral<Answered extends AnyAnswer>(
  invocation: Invocation,
  { wanted, ask, prepare, settle, tell }: Asking<Answered>,
): Promise<SeveralWishes['rollout']> {
  return withTargets(invocation, wanted, async (targets) => {
    const { names, around } = targets
    const options = (await prepare?.(invocation, around, names)) ?? invocation.options
    const asked: Ask<Answered> = (of) => ask({ ...of, options })
    if (settle === undefined)
      await inParallel(names, async (target, at) => tell(await outcomeOf(target, targets, asked), at))
    else {
      const outcomes = await inParallel(names, (target) => outcomeOf(target, targets, asked))
      for (const [at, outcome] of settled(outcomes, settle, around).entries()) tell(outcome, at)
    }
    return targets.rollout
  })
}

function settled<Answered extends AnyAnswer>(
  outcomes: readonly TargetOutcome<Answered>[],
  settle: Settle<Answered>,
  around: Workbench,
): readonly TargetOutcome<Answered>[] {
  const answers = outcomes.flatMap(({ target, result }) =>
    result instanceof PolicyctlError ? [] : [[target, result] as const],
  )
  const all = settle(new Map(answers), around)
  return outcomes.map((outcome) => ({ ...outcome, result: all.get(outcome.target) ?? outcome.result }))
}

async function outcomeOf<Answered>(
  target: string,
  targets: MeantTargets,
  ask: Ask<Answered>,
): Promise<TargetOutcome<Answered>> {
  const map = targets.mapOf(target)
  try {
    return { target, map, result: await ask(targets.invocationOf(target)) }
  } catch (error) {
    return { target, map, result: knownError(error) }
  }
}

function about(
  target: string,
  { invocation, around }: { readonly invocation: Invocation; readonly around: Workbench },
): Invocation {
  const context = toldAs(target, invocation.context)
  const global = { ...invocation.global, target, targets: [target], around, isOneOfSeveral: true }
  return { ...invocation, context, global }
}

/**
 * Prefixes progress messages with their target. Derived and not copied: to look
 * at its signals is to listen to them.
 */
function toldAs(target: string, context: Context): Context {
  const notify: Context['notify'] = ({ kind, text }) => context.notify({ kind, text: `${target}: ${text}` })
  return Object.create(context, { notify: { value: notify } })
}
