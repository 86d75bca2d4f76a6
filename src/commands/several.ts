/**
 * Asks one question for several targets: for each target alone, around one common
 * workbench.
 */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { TargetOutcome } from '../answers/several.ts'
import { inParallel, type TellOutcome } from '../deploy/several-targets.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isTargetGlob } from '../workbench/choose-targets.ts'
import { type SeveralTargets, withTargets } from '../workbench/several-targets.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { Invocation, Options } from './invocation.ts'

/** Tells whether a second target, or a glob, is named. */
export function namesSeveral({ global: { targets = [] } }: Invocation): boolean {
  return targets.length > 1 || targets.some(isTargetGlob)
}

/** @throws PolicyctlError usage: the command takes one target. */
export function refuseSeveral(command: string, { global: { targets = [] } }: Invocation): void {
  if (targets.length > 1)
    throw new PolicyctlError('usage', {
      message: `--target is given ${targets.length} times, and ${command} takes one target`,
      hint: `run policyctl ${command} once for each target`,
    })
  throw new PolicyctlError('usage', {
    message: `--target '${targets[0]}' is a glob, and ${command} takes one target`,
    hint: 'name one target',
  })
}

type Ask<Answered> = (invocation: Invocation) => Promise<Answered>

/** @param around the workbench of the whole project, without a target. @returns the options for the question of each target. */
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
  /** With it, all answers are kept until the last one is there. */
  readonly settle?: Settle<Answered> | undefined
  readonly tell: TellOutcome<Answered>
}

/** @param answers by target. @returns answers that take the others into account. */
export type Settle<Answered> = (
  answers: ReadonlyMap<string, Answered>,
  around: Workbench,
) => ReadonlyMap<string, Answered>

/**
 * Passes each outcome to `tell` as soon as it is there, or all at the end if there is a `settle`.
 *
 * @returns the waves of the config. @throws as withTargets. An error of one target becomes its outcome.
 */
export function askSeveral<Answered extends AnyAnswer>(
  invocation: Invocation,
  { wanted, ask, prepare, settle, tell }: Asking<Answered>,
): Promise<SeveralTargets['rollout']> {
  const { context, global } = invocation
  return withTargets(context, { ...global, targets: wanted }, async (targets) => {
    const { names, around } = targets
    const options = (await prepare?.(invocation, around, names)) ?? invocation.options
    const asked = (target: string): Promise<Answered> => {
      const { context: told, options: of } = targets.placeOf(target)
      return ask({ ...invocation, context: told, global: of, options })
    }
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
  targets: SeveralTargets,
  ask: (target: string) => Promise<Answered>,
): Promise<TargetOutcome<Answered>> {
  const map = targets.mapOf(target)
  try {
    return { target, map, result: await ask(target) }
  } catch (error) {
    return { target, map, result: knownError(error) }
  }
}
