/**
 * Applies to several targets. All targets are planned before the first write, the
 * user confirms once for all, and a wave begins when every target of the wave before
 * has converged. The outcome of one target never hides that of another.
 */
import { type ApplyAnswer, type ApplyView, notAppliedAnswer } from '../answers/apply.ts'
import { Outcomes } from '../answers/outcomes.ts'
import { type Packing, packing } from '../answers/packed-text.ts'
import type { PlanAnswer } from '../answers/plan.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { TargetOutcome } from '../answers/several.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Wave, wavesOf } from '../fleet/waves.ts'
import type { Plan } from '../plan/plan.ts'
import type { SeveralTargets } from '../workbench/several-targets.ts'
import { applyProject } from './apply-project.ts'
import type { Desk } from './desk.ts'
import { type PlannedOutcome, planToApply } from './plan-to-apply.ts'
import { askedPlan, questionOf } from './several-question.ts'
import { inParallel, type SeveralWishes, type TellOutcome } from './several-targets.ts'

export type AppliedTarget = TargetOutcome<ApplyAnswer | RefusalAnswer>

export interface Watching {
  readonly desk: Desk
  /** Called with the outcome of each target, as soon as it is there. */
  readonly tell: TellOutcome<ApplyAnswer | RefusalAnswer>
}

/** @throws PolicyctlError confirmation-required; config-invalid for a target in no wave. */
export async function applySeveral(
  targets: SeveralTargets,
  wishes: SeveralWishes,
  { desk, tell }: Watching,
): Promise<void> {
  if (!wishes.yes && !desk.canAsk) throw nobodyToAsk()
  const waves = wavesOf(targets.names, targets.rollout)
  const { standing, question } = await planAll(targets, wishes, desk)
  const mayWrite = wishes.yes || (await isAgreed(question, desk))
  if (mayWrite) await runWaves({ targets, wishes, desk, tell, waves, standing })
  else for (const one of standing) tell(notRun(one, 'declined'), one.at)
}

/** @param question null: there is nothing to write, so nobody is asked. */
function isAgreed(question: string | null, desk: Desk): Promise<boolean> {
  return question === null ? Promise.resolve(true) : desk.confirm(question)
}

/** The part of a target's plan that is kept until its turn comes. */
interface Standing extends Pick<AppliedTarget, 'target' | 'map'> {
  /** Place in the order of the config, from 0. */
  readonly at: number
  /** Unpacks the plan to apply; or the reason why there is none. */
  readonly plan: (() => Plan) | RefusalAnswer | PolicyctlError
  readonly wasShown: boolean
}

interface PlannedTargets {
  readonly standing: readonly Standing[]
  /** As questionOf. */
  readonly question: string | null
}

async function planAll(targets: SeveralTargets, wishes: SeveralWishes, desk: Desk): Promise<PlannedTargets> {
  const packed = packing()
  const plans = new Outcomes<PlanAnswer | RefusalAnswer, PlannedOutcome['result']>((result) => result)
  const planned = await inParallel(targets.names, async (target, at) => {
    const outcome = await planToApply(targets, target, wishes)
    plans.add(outcome, at)
    const { result, map } = outcome
    const plan =
      result instanceof PolicyctlError || result.kind !== 'plan'
        ? result
        : packedPlan(result.document, await packed)
    return { target, map, at, plan, asked: askedPlan(outcome, wishes) }
  })
  const wasShown = await desk.showPlans(plans.answer(targets.rollout), { isAsked: !wishes.yes })
  return {
    standing: planned.map(({ asked: _asked, ...one }) => ({ ...one, wasShown })),
    question: questionOf(planned.map(({ asked }) => asked)),
  }
}

function packedPlan(plan: Plan, { pack, unpack }: Packing): () => Plan {
  const bytes = pack(JSON.stringify(plan))
  return () => JSON.parse(unpack(bytes))
}

interface Run extends Watching {
  readonly targets: SeveralTargets
  readonly wishes: SeveralWishes
  readonly waves: readonly Wave[]
  readonly standing: readonly Standing[]
}

async function runWaves(run: Run): Promise<void> {
  const { targets, waves, standing, desk, tell } = run
  let isHeld = false
  for (const wave of waves) {
    const own = standing.filter(({ target }) => wave.targets.includes(target))
    if (waves.length > 1 && !isHeld) desk.waveBegins(wave, targets.rollout.length)
    if (isHeld) for (const one of own) tell(notRun(one, 'not-reached'), one.at)
    else {
      const converged = await inParallel(own, (one) => applyOne(one, run))
      isHeld = converged.includes(false)
    }
  }
}

/** Carries out the plan that was shown; refuses if another plan is needed now. @returns true if the target converged. */
async function applyOne(one: Standing, { targets, wishes, desk, tell }: Run): Promise<boolean> {
  const outcome = await outcomeOf(one, { targets, wishes, desk })
  desk.targetEnded(outcome)
  tell(outcome, one.at)
  return hasConverged(outcome)
}

async function outcomeOf(
  one: Standing,
  { targets, wishes, desk }: Pick<Run, 'targets' | 'wishes' | 'desk'>,
): Promise<AppliedTarget> {
  const { target, map } = one
  if (typeof one.plan !== 'function') return { target, map, result: one.plan }
  const plan = one.plan()
  if (plan.blocked.length > 0 && !wishes.skipBlocked) return notRun(one, 'refused')
  try {
    // The ledger records the files and HEAD of this moment, so these are read again.
    const workbench = await targets.reopen(target)
    try {
      if (workbench.context.stop.aborted) return notRun(one, 'stopped')
      const { overridesFor: _of, ...common } = wishes
      const overrides = wishes.overridesFor(target)
      const question = { ...common, overrides, planFile: null, standing: plan }
      const result = await applyProject(workbench, question, silent(desk))
      const isApply = result.kind === 'apply'
      return { target, map, result: isApply ? asStanding(result, plan, one.wasShown) : result }
    } finally {
      await workbench.close()
    }
  } catch (error) {
    return { target, map, result: knownError(error) }
  }
}

/** Puts the plan that was shown into the answer: the second plan has the same steps, or none. */
function asStanding(answer: ApplyAnswer, plan: Plan, wasShown: boolean): ApplyAnswer {
  const { view } = answer
  const isSame = view.plan.steps.length === plan.steps.length
  return { ...answer, view: { ...view, wasShown, plan: isSame ? plan : view.plan } }
}

/** A desk that shows no plan: all plans were shown before the first write. */
function silent(desk: Desk): Desk {
  return { ...desk, showPlan: async () => false }
}

function notRun(
  { target, map, plan, wasShown }: Standing,
  outcome: Exclude<ApplyView['outcome'], 'ran'>,
): AppliedTarget {
  return {
    target,
    map,
    result: typeof plan === 'function' ? notAppliedAnswer(outcome, { plan: plan(), wasShown }) : plan,
  }
}

function hasConverged({ result }: AppliedTarget): boolean {
  if (result instanceof PolicyctlError || result.kind !== 'apply') return false
  return result.status === EXIT.done && result.document.converged
}

/** Thrown before anything is read: a pipeline without --yes must not seem to have almost worked. */
function nobodyToAsk(): PolicyctlError {
  return new PolicyctlError('confirmation-required', {
    message: 'the command asks before it writes, and there is no terminal to ask on',
    hint: 'look at policyctl plan for the same targets, then pass --yes',
  })
}
