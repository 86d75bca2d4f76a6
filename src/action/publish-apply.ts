/** Publishes an apply: a summary, a status on the commit for each target, a comment on each merged pull request. */
import { join } from 'node:path'
import { info } from '@actions/core'
import { createFile } from '../files/create-file.ts'
import { hasMarker } from '../review/comment-marker.ts'
import {
  type ApplyReport,
  applyComment,
  applyMarker,
  applyReport,
  applyVerdict,
  type ByHand,
  outcome,
  type TargetApply,
} from './comment/apply-comment.ts'
import { NO_LIMIT, SUMMARY_LIMIT } from './comment/comment.ts'
import { createComment, ownComments, updateComment } from './github/comments.ts'
import { setStatus } from './github/runs.ts'
import { attempt, writeSummary } from './publish.ts'
import { projectId, type Session } from './session.ts'
import { liftedBy } from './wishes.ts'

export interface ApplyNews {
  readonly targets: readonly TargetApply[]
  /** Merged pull requests that the apply brought. */
  readonly pullRequests: readonly number[]
}

/** @param isAlone false if another job of the run publishes to GitHub. */
export async function publishApply(
  session: Session,
  news: ApplyNews,
  { isAlone }: { readonly isAlone: boolean },
): Promise<void> {
  const report = reportOf(session, news.targets)
  await attempt(
    session,
    'the report',
    () => void createFile(join(session.reports, 'report.md'), applyReport(report, NO_LIMIT)),
  )
  await attempt(session, 'the job summary', () => writeSummary(applyReport(report, SUMMARY_LIMIT)))
  info(applyVerdict(report))
  if (!isAlone) return
  // Targets of a superseded run were reported by the later run.
  const current = news.targets.filter(({ supersededBy }) => supersededBy === null)
  for (const target of current) await attempt(session, 'the commit status', () => statusOf(session, target))
  const isWorthTelling = current.some(
    ({ result, newlyManaged, exitStatus }) =>
      exitStatus !== 0 || (result?.results.length ?? 0) + newlyManaged.length > 0,
  )
  if (!isWorthTelling || !session.inputs.isCommenting) return
  const told = reportOf(session, current)
  for (const number of news.pullRequests)
    await attempt(session, `the comment on #${number}`, () => commentOnMerged(session, number, told))
}

function reportOf(session: Session, targets: readonly TargetApply[]): ApplyReport {
  const { run, context } = session
  return {
    commit: run.sha,
    project: projectId(session),
    targets,
    byHand: byHandOf(session),
    links: { repository: run.repository, run: run.url },
    at: context.clock.now().toISOString(),
  }
}

function byHandOf({ run, inputs }: Session): ByHand | null {
  const isByHand = run.trigger.kind === 'branch' && run.trigger.event === 'workflow_dispatch'
  return isByHand ? { actor: run.actor, lifted: liftedBy(inputs), reason: inputs.reason } : null
}

async function commentOnMerged({ github }: Session, number: number, report: ApplyReport): Promise<void> {
  const marker = applyMarker(report)
  const body = applyComment(report)
  const [own] = await ownComments(github, number, (text) => hasMarker(text, marker))
  // A run that is started again updates its own comment.
  await (own === undefined ? createComment(github, number, body) : updateComment(github, own.id, body))
}

function statusOf({ github, run }: Session, target: TargetApply): Promise<void> {
  return setStatus(github, run.sha, {
    state: target.exitStatus === 0 ? 'success' : 'failure',
    context: `policyctl/apply (${target.name})`,
    description: outcome(target),
    target_url: run.url,
  })
}
