/**
 * One question for several targets: a loop over the question for one, with one
 * workbench around it, and one answer.
 */
import type { AnyAnswer } from '../answers/any-answer.ts'
import { type SeveralAnswer, severalAnswer, type TargetOutcome } from '../answers/several.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { chooseTargets, isTargetGlob } from '../workbench/choose-targets.ts'
import type { Context } from '../workbench/context.ts'
import { openWorkbench, type Workbench } from '../workbench/workbench.ts'
import type { Invocation } from './invocation.ts'

/** Targets that are asked at a time. */
const AT_A_TIME = 4

/** Tells whether a second target, or a glob, is named. */
export function namesSeveral({ global: { targets = [] } }: Invocation): boolean {
  return targets.length > 1 || targets.some(isTargetGlob)
}

/** @throws PolicyctlError usage, for a command that is about one target. */
export function refuseSeveral(command: string, { global: { targets = [] } }: Invocation): void {
  if (targets.length > 1)
    throw new PolicyctlError('usage', {
      message: `--target is given ${targets.length} times, and ${command} is about one target. It is given twice, and one value counts.`,
      hint: 'name one target, and the next one when that is done',
    })
  throw new PolicyctlError('usage', {
    message: `--target '${targets[0]}' is a glob, and ${command} is about one target`,
    hint: 'name one target',
  })
}

type Ask<Answered> = (invocation: Invocation) => Promise<Answered>

/**
 * @param wanted names and globs; null: every target.
 * @throws PolicyctlError config-invalid, target-unknown, usage. What fails for one target is told with the others.
 */
export async function askSeveral<Answered extends AnyAnswer>(
  invocation: Invocation,
  wanted: readonly string[] | null,
  ask: Ask<Answered>,
): Promise<SeveralAnswer<Answered>> {
  const { context, global } = invocation
  const around = await openWorkbench(context, { ...global, target: null })
  try {
    const { whole } = around
    const names = wanted === null ? [...whole.config.targets.keys()] : chooseTargets(context, whole, wanted)
    const outcomes: TargetOutcome<Answered>[] = []
    for (let at = 0; at < names.length; at += AT_A_TIME)
      outcomes.push(
        ...(await Promise.all(
          names.slice(at, at + AT_A_TIME).map((target) => outcomeOf(target, around, { invocation, ask })),
        )),
      )
    return severalAnswer(outcomes, whole.config.rollout)
  } finally {
    await around.close()
  }
}

async function outcomeOf<Answered>(
  target: string,
  around: Workbench,
  { invocation, ask }: { readonly invocation: Invocation; readonly ask: Ask<Answered> },
): Promise<TargetOutcome<Answered>> {
  const asWritten = around.writtenNames(target)
  const context = toldAs(target, invocation.context)
  const global = { ...invocation.global, target, targets: [target], around }
  try {
    return { target, asWritten, result: await ask({ ...invocation, context, global }) }
  } catch (error) {
    return { target, asWritten, result: knownError(error) }
  }
}

/**
 * Prefixes progress messages with their target. Derived and not copied: to look
 * at its signals is to listen to them.
 */
function toldAs(target: string, context: Context): Context {
  const notify: Context['notify'] = ({ kind, text }) => context.notify({ kind, text: `${target}: ${text}` })
  return Object.create(context, { notify: { value: notify } })
}
