/**
 * An apply to several targets: all plans stand before the first write, one yes
 * is for all of them, and a wave begins when every target of the one before
 * has converged. What happens to one target never hides what happens to another.
 */
import { type ApplyAnswer, type ApplyView, notAppliedAnswer } from '../answers/apply.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { severalAnswer, type TargetOutcome } from '../answers/several.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Wave, wavesOf } from '../fleet/waves.ts'
import type { Plan } from '../plan/plan.ts'
import { applyProject } from './apply-project.ts'
import type { Desk } from './desk.ts'
import { type PlannedOutcome, planToApply } from './plan-to-apply.ts'
import { questionOf } from './several-question.ts'
import { inParallel, type SeveralTargets, type SeveralWishes } from './several-targets.ts'

export type AppliedTarget = TargetOutcome<ApplyAnswer | RefusalAnswer>

/** @throws PolicyctlError confirmation-required; config-invalid for a target in no wave. */
export async function applySeveral(
  targets: SeveralTargets,
  wishes: SeveralWishes,
  desk: Desk,
): Promise<readonly AppliedTarget[]> {
  if (!wishes.yes && !desk.canAsk) throw nobodyToAsk()
  const waves = wavesOf(targets.names, wishes.rollout)
  const planned = await inParallel(targets.names, (target) => planToApply(targets, target, wishes))
  const wasShown = await desk.showPlans(severalAnswer(planned, wishes.rollout), { isAsked: !wishes.yes })
  const mayWrite = wishes.yes || (await isAgreed(questionOf(planned, wishes), desk))
  const standing = planned.map((outcome) => standingOf(outcome, wasShown))
  if (!mayWrite) return standing.map((one) => notRun(one, 'declined'))
  return runWaves({ targets, wishes, desk, waves, standing })
}

/** @param question null: there is nothing to write, and nothing to ask. */
function isAgreed(question: string | null, desk: Desk): Promise<boolean> {
  return question === null ? Promise.resolve(true) : desk.confirm(question)
}

/** The part of a plan that is kept after it was shown. */
interface Standing extends Pick<AppliedTarget, 'target' | 'asWritten'> {
  /** The plan to apply, or the reason why there is none. */
  readonly plan: Plan | RefusalAnswer | PolicyctlError
  readonly wasShown: boolean
}

function standingOf({ result, target, asWritten }: PlannedOutcome, wasShown: boolean): Standing {
  const plan = result instanceof PolicyctlError || result.kind !== 'plan' ? result : result.document
  return { target, asWritten, wasShown, plan }
}

interface Run {
  readonly targets: SeveralTargets
  readonly wishes: SeveralWishes
  readonly desk: Desk
  readonly waves: readonly Wave[]
  readonly standing: readonly Standing[]
}

async function runWaves(run: Run): Promise<readonly AppliedTarget[]> {
  const { waves, standing, desk } = run
  const done = new Map<string, AppliedTarget>()
  let isHeld = false
  for (const wave of waves) {
    const own = standing.filter(({ target }) => wave.targets.includes(target))
    if (waves.length > 1 && !isHeld) desk.waveBegins(wave, run.wishes.rollout.length)
    const outcomes: readonly AppliedTarget[] = isHeld
      ? own.map((one) => notRun(one, 'not-reached'))
      : await inParallel(own, (one) => applyOne(one, run))
    for (const outcome of outcomes) done.set(outcome.target, outcome)
    isHeld ||= !outcomes.every(hasConverged)
  }
  return standing.flatMap(({ target }) => done.get(target) ?? [])
}

/** Carries out the plan as it stood, and refuses a workspace that has changed since. */
async function applyOne(one: Standing, { targets, wishes, desk }: Run): Promise<AppliedTarget> {
  const outcome = await outcomeOf(one, { targets, wishes, desk })
  desk.targetEnded(outcome)
  return outcome
}

async function outcomeOf(
  one: Standing,
  { targets, wishes, desk }: Pick<Run, 'targets' | 'wishes' | 'desk'>,
): Promise<AppliedTarget> {
  const { target, asWritten, plan } = one
  if (!isPlan(plan)) return { target, asWritten, result: plan }
  if (plan.blocked.length > 0 && !wishes.skipBlocked) return notRun(one, 'refused')
  try {
    // The ledger attests files and HEAD of this moment, so these are what is read.
    const workbench = await targets.reopen(target)
    try {
      if (workbench.context.stop.aborted) return notRun(one, 'stopped')
      const overrides = wishes.overridesFor(target)
      const question = { ...wishes, overrides, planFile: null, standing: plan }
      const result = await applyProject(workbench, question, silent(desk))
      return { target, asWritten, result: result.kind === 'apply' ? asStanding(result, one) : result }
    } finally {
      await workbench.close()
    }
  } catch (error) {
    return { target, asWritten, result: knownError(error) }
  }
}

/** Keeps one plan of each target: the second asks for the same as the first, or for nothing. */
function asStanding(answer: ApplyAnswer, { plan, wasShown }: Standing): ApplyAnswer {
  const { view } = answer
  const isSame = isPlan(plan) && view.plan.steps.length === plan.steps.length
  return { ...answer, view: { ...view, wasShown, plan: isSame ? plan : view.plan } }
}

/** All plans were shown before the first write. */
function silent(desk: Desk): Desk {
  return { ...desk, showPlan: async () => false }
}

function isPlan(plan: Standing['plan']): plan is Plan {
  return 'steps' in plan
}

function notRun(
  { target, asWritten, plan, wasShown }: Standing,
  outcome: Exclude<ApplyView['outcome'], 'ran'>,
): AppliedTarget {
  return { target, asWritten, result: isPlan(plan) ? notAppliedAnswer(outcome, { plan, wasShown }) : plan }
}

function hasConverged({ result }: AppliedTarget): boolean {
  if (result instanceof PolicyctlError || result.kind !== 'apply') return false
  return result.status === EXIT.done && result.document.converged
}

/** Before anything is read: a pipeline without --yes must not look as if it had almost worked. */
function nobodyToAsk(): PolicyctlError {
  return new PolicyctlError('confirmation-required', {
    message: 'this asks before it writes, and there is no terminal to ask on',
    hint: 'look at policyctl plan for the same targets, then pass --yes',
  })
}
