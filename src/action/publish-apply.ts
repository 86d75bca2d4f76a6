/** Publishes an apply: a summary, a status on the commit for each target, a comment on each merged pull request. */
import { join } from 'node:path'
import { info } from '@actions/core'
import { createFile } from '../files/create-file.ts'
import { hasMarker } from '../review/comment-marker.ts'
import type { ReviewedPull } from '../review/reviewed.ts'
import {
  type ApplyReport,
  applyComment,
  applyMarker,
  applyReport,
  applyVerdict,
  type ByHand,
  isOfApply,
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
  readonly pullRequests: readonly MergedPull[]
}

/** A merged pull request, with the targets that did not have its changes before this apply. */
export type MergedPull = Pick<ReviewedPull, 'number' | 'targets'>

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
  for (const pull of news.pullRequests)
    await attempt(session, `the comment on #${pull.number}`, () => commentOnMerged(session, pull, told))
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

async function commentOnMerged(
  { github }: Session,
  { number, targets }: MergedPull,
  report: ApplyReport,
): Promise<void> {
  const all = await ownComments(github, number, (text) => isOfApply(text, report.project))
  const own = all.find(({ body }) => hasMarker(body, applyMarker(report)))
  const isDone = report.targets.some(({ name, exitStatus }) => exitStatus === 0 && targets.includes(name))
  // While a target fails, every apply brings it the same pull requests again: only its end is news to them.
  if (own === undefined && all.length > 0 && !isDone) return
  const body = applyComment(report)
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
