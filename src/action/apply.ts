/**
 * Applies the files of the default branch with a new plan. The plan is compared with the reviewed
 * changes, and access that is wider than these is not written.
 */
import { relative } from 'node:path'
import { type ApplyAnswer, notAppliedAnswer } from '../answers/apply.ts'
import type { Failure } from '../answers/target-report.ts'
import { applyProject } from '../deploy/apply-project.ts'
import type { Wishes } from '../deploy/carry-out.ts'
import { nobody } from '../deploy/nobody.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { applyText } from '../media/apply-text.ts'
import { code, prose } from '../media/markdown-text.ts'
import type { Plan } from '../plan/plan.ts'
import type { Review } from '../policy/ledger-snapshot.ts'
import { pullsFor, type Reviewed } from '../review/reviewed.ts'
import { ask, LOOK } from './ask.ts'
import { notRun, type TargetApply } from './comment/apply-comment.ts'
import { guardText } from './comment/guard-text.ts'
import { writtenAccess } from './comment/written-access.ts'
import { readApplies } from './documents.ts'
import { accessSinceApplied, takenBack } from './opened-access.ts'
import { type PlannedTarget, planTarget } from './plan-target.ts'
import type { MergedPull } from './publish-apply.ts'
import { type ReviewedChanges, reviewedChanges } from './reviewed.ts'
import type { Session } from './session.ts'
import { laterApplied } from './superseded.ts'
import { overridable, targetNames } from './targets.ts'
import { type ReviewRuling, rulingOf, takenBackRuling } from './unreviewed.ts'
import { endsOf, heldByWave, inOrderOfWaves, targetsOfAllJobs } from './waves.ts'
import { type ActionWishes, wishesFor, wishesIn } from './wishes.ts'

export interface Applied {
  readonly status: ExitStatus
  readonly targets: readonly TargetApply[]
  readonly plans: readonly PlannedTarget[]
  /** Merged pull requests whose changes this applies; they get a comment. */
  readonly pullRequests: readonly MergedPull[]
}

export async function apply(session: Session): Promise<Applied> {
  const wishes = wishesIn(session.inputs, overridable(session))
  const plans: PlannedTarget[] = []
  const results: TargetApply[] = []
  for (const target of targetNames(session)) {
    const { planned, asked } = await planTarget(session, target, null)
    if (planned !== null) plans.push(planned)
    else
      results.push({
        ...notRun(target.name, asked.status || EXIT.failed),
        failure: asked.failure,
      })
  }
  const names = plans.map(({ plan }) => plan.target.name)
  const review = await reviewedChanges(session, names)
  const all = targetsOfAllJobs(session, [...results.map(({ name }) => name), ...names])
  const before = session.inputs.documents === null ? [] : endsOf(readApplies(session))
  for (const name of inOrderOfWaves(session, names)) {
    const done = [...before, ...results]
    const held = heldByWave(session, name, { done, all })
    for (const planned of plans.filter(({ plan }) => plan.target.name === name))
      results.push(
        held === null ? await applyOne(session, planned, { review, wishes }) : notReached(planned, held),
      )
  }
  return {
    status: strongest(...results.map(({ exitStatus }) => exitStatus)),
    targets: results,
    plans,
    pullRequests: review.reviewed?.pulls ?? [],
  }
}

function notReached({ plan }: PlannedTarget, failure: Failure): TargetApply {
  const { document, status } = notAppliedAnswer('not-reached', { plan, wasShown: false })
  return { ...notRun(plan.target.name, status), result: document, failure }
}

async function applyOne(
  session: Session,
  planned: PlannedTarget,
  { review, wishes: all }: { readonly review: ReviewedChanges; readonly wishes: ActionWishes },
): Promise<TargetApply> {
  const { plan } = planned
  const { name } = plan.target
  const wishes = wishesFor(all, name)
  const later = await laterApplied(session.repository, plan.ledger)
  const ruling = await rulingOn(session, planned, review)
  if (ruling.kind === 'unreviewed')
    return { ...notRun(name, EXIT.refused), ...refusalOf(ruling), supersededBy: later }
  if (ruling.note !== null) session.warn(ruling.note)
  const allowWidening = wishes.overrides.allowWidening || ruling.isApproved
  const done = await run(session, planned, {
    ...wishes,
    ...(review.reviewed === null ? {} : { review: reviewRecord(review.reviewed, name) }),
    overrides: { ...wishes.overrides, allowWidening },
  })
  return {
    name,
    ...done,
    supersededBy: done.result === null || done.exitStatus === EXIT.refused ? later : null,
  }
}

async function rulingOn(
  session: Session,
  planned: PlannedTarget,
  review: ReviewedChanges,
): Promise<ReviewRuling> {
  const { plan } = planned
  const gone = await takenBack(session, planned)
  if (gone !== null && session.defaultBranch !== null)
    return takenBackRuling(plan.target.name, gone, session.defaultBranch)
  const since = await accessSinceApplied(session, planned)
  return rulingOf(session, { planned, since }, review)
}

/** Makes the review record for the ledger, from GitHub's facts at the time of the apply. */
function reviewRecord({ pulls: all, rulesets }: Reviewed, target: string): Review {
  const pulls = pullsFor(all, target)
  const newest = pulls.toSorted((a, b) => a.number - b.number).at(-1)
  return {
    ...(newest === undefined ? {} : { author: newest.author }),
    pullRequests: pulls.map(({ number }) => number),
    approvals: pulls.flatMap(({ approvals }) => approvals),
    rulesets,
  }
}

async function run(
  session: Session,
  { target, plan, file }: PlannedTarget,
  wishes: Wishes,
): Promise<Omit<TargetApply, 'name' | 'supersededBy'>> {
  const question = { ...wishes, planFile: relative(session.context.cwd, file) }
  const asked = await ask(session, {
    name: 'apply',
    target: target.flag,
    ask: (workbench) => applyProject(workbench, question, nobody),
    textOf: (answer) => {
      const { stdout, stderr = '' } = applyText(answer, LOOK)
      return `${stderr}${stdout}`
    },
  })
  const { status, failure, answer } = asked
  const blocked = answer?.view.plan.blocked ?? plan.blocked
  return {
    result: answer === null || answer.view.outcome !== 'ran' ? null : answer.document,
    failure: answer === null ? failure : faultOf(answer.view.fault),
    refused: status === EXIT.refused ? blocked.map((one) => blockText(one, plan.target.name)) : [],
    access: answer?.view.outcome === 'ran' ? writtenAccess(answer.view.plan, answer.document) : [],
    differences: answer?.view.outcome === 'ran' ? differenceLines(answer.view) : [],
    newlyManaged: answer?.document.newlyManaged ?? [],
    bindingsNotLive: touchedBindings(answer?.view.plan ?? plan),
    exitStatus: status,
  }
}

/** Selects the bindings that live lacks of policies that this apply writes or takes over; others were told before. */
function touchedBindings({ steps, newlyManaged, bindingsNotLive }: Plan): Plan['bindingsNotLive'] {
  const touched = new Set([...steps.map(({ policy }) => policy), ...newlyManaged])
  return bindingsNotLive.filter(({ policy }) => touched.has(policy))
}

function faultOf(fault: Failure | null): Failure | null {
  return fault === null ? null : { code: fault.code, message: fault.message, hint: fault.hint }
}

function differenceLines({ differences, isSeen }: ApplyAnswer['view']): readonly string[] {
  return [
    ...differences.map(
      ({ policy, message, isUnread = false }) =>
        `${code(policy)}: ${prose(message)}${isUnread ? '' : '; not part of this plan'}`,
    ),
    ...(isSeen ? [] : ['the workspace could not be read at the end, so its state is not proven']),
  ]
}

function blockText({ policy, guard, message }: Plan['blocked'][number], target: string): string {
  return `${policy === null ? '' : `${code(policy)}: `}${guardText(message, [target])} (guard ${code(guard)})`
}

function refusalOf({ failure, refused }: Extract<ReviewRuling, { kind: 'unreviewed' }>) {
  return { failure, refused }
}
