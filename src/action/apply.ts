/**
 * Applies main's files. The plan is made here and now; the reviewed ones are
 * only compared with, and what is wider than they were is not written.
 */
import type { ApplyResult } from '../apply/apply-result.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { code, prose } from '../media/markdown-text.ts'
import type { Plan } from '../plan/plan.ts'
import { groupAccess } from '../words/access-group.ts'
import { changeWords, requestsWords, whoWords } from '../words/comment-words.ts'
import type { TargetApply } from './comment/apply-comment.ts'
import { notCovered, riskEntries } from './comment/risk-record.ts'
import { type PlannedTarget, planTarget } from './plan-target.ts'
import { reason } from './post-comment.ts'
import { type Reviewed, reviewedRisk } from './reviewed.ts'
import { call, type Session } from './session.ts'
import { failureOf, targetNames } from './targets.ts'

export interface Applied {
  readonly status: ExitStatus
  readonly targets: readonly TargetApply[]
  readonly plans: readonly PlannedTarget[]
  /** Merged pull requests that this brings, to say so there. */
  readonly pullRequests: readonly number[]
}

export async function apply(session: Session): Promise<Applied> {
  const plans: PlannedTarget[] = []
  const results: TargetApply[] = []
  for (const target of targetNames(session)) {
    const { planned, run } = await planTarget(session, target, {})
    if (planned !== null) plans.push(planned)
    else
      results.push({
        name: target.name,
        ...NOTHING,
        failure: failureOf(run),
        exitStatus: run.status || EXIT.failed,
      })
  }
  const review = await reviewOf(session, plans)
  for (const planned of plans) results.push(await applyOne(session, planned, review))
  return {
    status: strongest(...results.map(({ exitStatus }) => exitStatus as ExitStatus)),
    targets: results,
    plans,
    pullRequests: review.reviewed?.pullRequests ?? [],
  }
}

const NOTHING = { result: null, failure: null, refused: [] } as const

/** What was reviewed; `failure` where that cannot be found out. */
interface Review {
  readonly reviewed: Reviewed | null
  readonly failure: string | null
}

async function reviewOf(session: Session, plans: readonly PlannedTarget[]): Promise<Review> {
  try {
    const reviewed = await reviewedRisk(
      session,
      plans.map(({ plan }) => plan),
    )
    return { reviewed, failure: null }
  } catch (error) {
    return { reviewed: null, failure: reason(error) }
  }
}

async function applyOne(session: Session, planned: PlannedTarget, review: Review): Promise<TargetApply> {
  const { plan, target, file } = planned
  const refusal = refusalOf(session, plan, review)
  if (refusal !== null) return { name: plan.target.name, ...NOTHING, ...refusal, exitStatus: EXIT.refused }
  const options = { yes: true as const, ...session.inputs.overrides }
  const run = await call(session, 'apply', { target: target.flag, args: [file], options })
  const result = run.document as ApplyResult | null
  const isRefused = run.status === EXIT.refused
  return {
    name: plan.target.name,
    result,
    failure: result === null && run.status !== EXIT.done ? failureOf(run) : null,
    refused: isRefused
      ? plan.blocked.map(
          ({ policy, guard, message }) =>
            `${policy === null ? '' : `${code(policy)}: `}${prose(message)} (guard ${code(guard)})`,
        )
      : [],
    exitStatus: run.status,
  }
}

/** Why nothing is written, null where it may be. */
function refusalOf(
  session: Session,
  plan: Plan,
  { reviewed, failure }: Review,
): Pick<TargetApply, 'failure' | 'refused'> | null {
  if (session.inputs.allowUnreviewed) return null
  const access = ownAccess(plan)
  if (riskEntries(plan.target.name, access).length === 0) return null
  if (failure !== null)
    return { refused: [], failure: unreviewed(`what was reviewed cannot be read: ${failure}`) }
  const seen = reviewed?.entries ?? null
  if (seen === null) {
    session.warn(
      `${plan.target.name}: no comment on a merged pull request says what was reviewed, so there is nothing to compare with`,
    )
    return null
  }
  const wider = access.filter(
    (region) => notCovered(riskEntries(plan.target.name, [region]), seen).length > 0,
  )
  if (wider.length === 0) return null
  const groups = groupAccess([{ target: plan.target.name, regions: wider, blocked: new Set() }])
  return {
    refused: groups.map(
      (group) => `${whoWords(group, 4)}: ${requestsWords(group.region)}: ${changeWords(group.region)}`,
    ),
    failure: unreviewed('this apply would open more than the comments on the merged pull requests had shown'),
  }
}

/** Putting back what was applied before needs no second review: its files are as the ledger has them. */
function ownAccess({ access, steps }: Plan): Plan['access'] {
  const putBack = new Set(steps.filter(({ origin }) => origin === 'live').map(({ policy }) => policy))
  return access.filter(({ policies }) => policies.some((policy) => !putBack.has(policy)))
}

function unreviewed(message: string): NonNullable<TargetApply['failure']> {
  return {
    code: 'wider-than-reviewed',
    message,
    hint: 'run the apply workflow by hand with allow-unreviewed if this is wanted, revert otherwise',
  }
}
