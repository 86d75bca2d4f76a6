/**
 * Carries out a prepared plan: shows it, refuses it or asks, runs it, and returns
 * the answer. Shared by `apply`, `rollback` and the Action.
 */
import { type ApplyAnswer, applyAnswer, notAppliedAnswer, type RunReport } from '../answers/apply.ts'
import { NO_DEMANDS } from '../answers/demands.ts'
import { planAnswer } from '../answers/plan.ts'
import { FIELD, optional } from '../diagnostic/assert-question.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { writtenPolicies } from '../plan/blocked-steps.ts'
import type { Overrides } from '../plan/guards/guard.ts'
import type { Plan } from '../plan/plan.ts'
import type { Review } from '../policy/ledger-snapshot.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { Desk } from './desk.ts'
import { tellHandOvers } from './hand-overs.ts'
import { planView } from './plan-view.ts'
import type { AskedFor, Prepared } from './planning.ts'
import { type RunNote, runPrepared } from './run-prepared.ts'

/** The options of a run that writes. */
export interface Wishes {
  /** Globs of policy names; []: all. */
  readonly only: readonly string[]
  readonly overrides: Overrides
  /** True to apply the steps that no guard blocks; the answer still reports the refusal. */
  readonly skipBlocked: boolean
  /** True to write without asking. */
  readonly yes: boolean
  /** Milliseconds to wait for another run to end. */
  readonly wait: number
  /** The known facts of the review of the files, for the ledger. Default: nothing. */
  readonly review?: Review
  /** Default: no reason, and no other refusal was lifted. */
  readonly note?: RunNote
}

/** The values that the options can have, for callers without types. */
export const WISHED = {
  only: FIELD.texts,
  overrides: FIELD.object,
  skipBlocked: FIELD.flag,
  yes: FIELD.flag,
  wait: FIELD.number,
  review: optional(FIELD.object),
  note: optional(FIELD.object),
} as const

export interface Deployment {
  readonly workbench: Workbench
  readonly desk: Desk
  readonly wishes: Wishes
  readonly asked: AskedFor
  /** The parsed files, for places; empty if the plan is not made from files. */
  readonly policies: readonly ParsedPolicy[]
  /** Reads live and the ledger, and plans. */
  readonly prepare: () => Promise<Prepared>
  /** 'Apply', 'Roll back'. */
  readonly name: string
  readonly deed: 'apply' | 'rollback'
  /** True for a saved plan, which was reviewed before. */
  readonly isReviewed: boolean
  /** Steps of a saved plan that are done already. */
  readonly alreadyDone?: (prepared: Prepared) => RunReport['alreadyDone']
}

/** @throws PolicyctlError confirmation-required, locked, and those of ledger and store. */
export async function carryOut(deployment: Deployment): Promise<ApplyAnswer> {
  const { workbench, wishes } = deployment
  const { clock, notify } = workbench.context
  // No other command shows the plan of a rollback, so it is refused after its plan was shown.
  if (deployment.deed === 'apply') refuseToAskNobody(deployment)
  const deadline = clock.elapsed() + wishes.wait
  for (;;) {
    const prepared = await deployment.prepare()
    const wasShown = await show(prepared, deployment)
    if (!wasShown) tellHandOvers(prepared.handOvers, workbench.context)
    const { plan } = prepared
    if (plan.blocked.length > 0 && !wishes.skipBlocked) return notAppliedAnswer('refused', { plan, wasShown })
    refuseToAskNobody(deployment)
    if (plan.phases.length > 0 && !(await isAgreed(plan, deployment)))
      return notAppliedAnswer('declined', { plan, wasShown })
    const answer = await ran(deployment, {
      prepared,
      wasShown,
      wait: Math.max(0, deadline - clock.elapsed()),
    })
    if (answer !== null) return answer
    notify({ kind: 'warning', text: 'another run came first; planning again' })
  }
}

/** An apply calls it before anything is read: a pipeline without --yes must not seem to have almost worked. */
function refuseToAskNobody({ deed, desk, wishes, isReviewed }: Deployment): void {
  if (isReviewed || wishes.yes || desk.canAsk) return
  throw new PolicyctlError('confirmation-required', {
    message: 'the command asks before it writes, and there is no terminal to ask on',
    hint:
      deed === 'rollback'
        ? 'nothing was written; if the plan is what you want, pass --yes'
        : 'policyctl plan shows what it would do; then pass --yes, or a saved plan (policyctl plan --out plan.json)',
  })
}

/** @returns true if the plan was shown. */
function show(prepared: Prepared, { workbench, ...deployment }: Deployment): Promise<boolean> {
  const { desk, wishes, policies, isReviewed } = deployment
  const configOf = workbench.project.judge?.ref ?? null
  const view = planView(prepared, { policies, skipsBlocked: wishes.skipBlocked, configOf, isRun: true })
  return desk.showPlan(planAnswer(view, NO_DEMANDS), { isAsked: !wishes.yes && !isReviewed })
}

async function isAgreed(plan: Plan, { desk, wishes, isReviewed, name }: Deployment): Promise<boolean> {
  if (isReviewed || wishes.yes) return true
  const count = writtenPolicies(plan).size
  const what = count === 1 ? '1 change' : `${count} changes`
  return desk.confirm(`${name} ${what} to ${plan.target.name}?`)
}

const NO_NOTE: RunNote = { reason: null, lifted: [] }

/** Runs the plan. @returns null if another run came first, and changed the plan. */
async function ran(
  deployment: Deployment,
  {
    prepared,
    wasShown,
    wait,
  }: { readonly prepared: Prepared; readonly wasShown: boolean; readonly wait: number },
): Promise<ApplyAnswer | null> {
  const { workbench, desk, asked, name, wishes } = deployment
  const { overrides, review = null, note = NO_NOTE } = wishes
  const what = { name, deed: deployment.deed, review, note }
  const deed = { ...what, workbench, desk, asked, prepared, overrides, wait, again: deployment.prepare }
  const done = await runPrepared(deed)
  if (done === null) return null
  const fault = done.ledgerError ?? done.lockError
  return applyAnswer({
    result: done.result,
    plan: prepared.plan,
    wasShown,
    differences: done.differences,
    isRead: done.live !== null,
    alreadyDone: deployment.alreadyDone?.(prepared) ?? [],
    wasStopped: workbench.context.stop.aborted,
    fault: fault === null ? null : knownError(fault),
    isLockLeft: done.ledgerError === null && done.lockError !== null,
  })
}
