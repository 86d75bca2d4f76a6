/**
 * Applies main's files. The plan is made here and now; the reviewed ones are
 * only compared with, and what is wider than they were is not written.
 */
import type { ApplyResult } from '../apply/apply-result.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { code, prose } from '../media/markdown-text.ts'
import { accessLineMarkdown } from '../media/regions-markdown.ts'
import type { Plan } from '../plan/plan.ts'
import { groupAccess } from '../words/access-group.ts'
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
  const numbers = reviewed?.pullRequests ?? []
  if (seen === null && plan.ledger === null && numbers.length === 0) {
    session.warn(
      `${plan.target.name}: this is its first apply, and no pull request brought it: nobody reviewed what it opens`,
    )
    return null
  }
  if (seen === null) return { refused: opened(plan, access), failure: withoutRecord(numbers) }
  const wider = access.filter(
    (region) => notCovered(riskEntries(plan.target.name, [region]), seen).length > 0,
  )
  if (wider.length === 0) return null
  return {
    refused: opened(plan, wider),
    failure: unreviewed('this apply would open more than the comments on the merged pull requests had shown'),
  }
}

/** One line for each change that opens something or hands it to other approvers. */
function opened({ target }: Plan, access: Plan['access']): readonly string[] {
  const regions = access.filter((region) => riskEntries(target.name, [region]).length > 0)
  return groupAccess([{ target: target.name, regions, blocked: new Set() }]).map(accessLineMarkdown)
}

function withoutRecord(numbers: readonly number[]): NonNullable<TargetApply['failure']> {
  const where = numbers.map((number) => `#${number}`).join(', ')
  return {
    code: 'unreviewed',
    message:
      numbers.length === 0
        ? 'no merged pull request brought what this apply opens, so nobody was shown it'
        : `no comment on ${where} says what this apply opens: it is not there, or it is not of this account alone`,
    hint: 'run the apply workflow by hand with allow-unreviewed if this is wanted, revert otherwise',
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
