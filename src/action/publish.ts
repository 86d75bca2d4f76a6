/**
 * What people get to see. Nothing here decides the verdict: what cannot be
 * written is said in the log, and the run goes on.
 */
import { join } from 'node:path'
import { info, summary } from '@actions/core'
import { createFile } from '../files/create-file.ts'
import type { Applied } from './apply.ts'
import {
  type ApplyReport,
  applyComment,
  applyReport,
  applyVerdict,
  outcome,
  type TargetApply,
} from './comment/apply-comment.ts'
import { NO_LIMIT, renderComment, renderReport, SUMMARY_LIMIT } from './comment/comment.ts'
import type { CommentInput } from './comment/comment-input.ts'
import { hasMarker } from './comment/risk-marker.ts'
import { postComment, reason } from './post-comment.ts'
import { projectId, type Session } from './session.ts'

/** Runs one way of telling people; its failure is a line in the log. */
export async function attempt(
  session: Pick<Session, 'warn'>,
  what: string,
  tell: () => Promise<void> | void,
): Promise<void> {
  try {
    await tell()
  } catch (error) {
    session.warn(`${what} was not written, which does not change the verdict: ${reason(error)}`)
  }
}

/** Of a proposed change: summary, report file, and on a pull request the comment. */
export async function publishCheck(
  session: Session,
  input: Omit<CommentInput, 'approval' | 'shownBefore'>,
): Promise<void> {
  const { trigger } = session.run
  const alone: CommentInput = { ...input, approval: null, shownBefore: [] }
  await attempt(
    session,
    'the report',
    () => void createFile(join(session.reports, 'report.md'), renderReport(alone, NO_LIMIT)),
  )
  await attempt(session, 'the job summary', () => writeSummary(renderReport(alone, SUMMARY_LIMIT)))
  if (trigger.kind !== 'pull-request' || !session.inputs.isCommenting) return
  await attempt(session, 'the comment', async () => {
    const result = await postComment(session.github, {
      number: trigger.number,
      project: projectId(session),
      render: (known) => renderComment({ ...input, ...known }),
      warn: session.warn,
    })
    info(`comment on #${trigger.number}: ${result}`)
  })
}

/** Of an apply: summary, a status on the commit for each target, a comment on each merged pull request. */
export async function publishApply(session: Session, applied: Applied): Promise<void> {
  const { run, context } = session
  const report: ApplyReport = {
    commit: run.sha,
    project: projectId(session),
    targets: applied.targets,
    links: { repository: run.repository, run: run.url },
    at: context.clock.now().toISOString(),
  }
  await attempt(
    session,
    'the report',
    () => void createFile(join(session.reports, 'report.md'), applyReport(report)),
  )
  await attempt(session, 'the job summary', () => writeSummary(applyReport(report)))
  info(applyVerdict(report))
  for (const target of applied.targets)
    await attempt(session, 'the commit status', () => setStatus(session, target))
  const isWorthTelling = applied.targets.some(
    ({ result, exitStatus }) => exitStatus !== 0 || (result?.results.length ?? 0) > 0,
  )
  if (!isWorthTelling || !session.inputs.isCommenting) return
  for (const number of applied.pullRequests) {
    await attempt(session, `the comment on #${number}`, () =>
      commentOnMerged(session, number, applyComment(report)),
    )
  }
}

async function commentOnMerged({ github }: Session, number: number, body: string): Promise<void> {
  const marker = body.split('\n')[0] ?? ''
  const [own] = await github.ownComments(number, (text) => hasMarker(text, marker))
  // A run that is started again corrects what it said.
  await (own === undefined ? github.createComment(number, body) : github.updateComment(own.id, body))
}

function setStatus({ github, run }: Session, target: TargetApply): Promise<void> {
  return github.setStatus(run.sha, {
    state: target.exitStatus === 0 ? 'success' : 'failure',
    context: `policyctl/apply (${target.name})`,
    description: outcome(target),
    target_url: run.url,
  })
}

export async function writeSummary(text: string): Promise<void> {
  await summary.addRaw(text, true).write()
}
