/**
 * Publishes the answers about a proposed change. Nothing here decides the
 * verdict: if something cannot be written, the log says so and the run goes on.
 */
import { join } from 'node:path'
import { info, summary } from '@actions/core'
import type { Failure } from '../answers/target-report.ts'
import { createFile } from '../files/create-file.ts'
import { code, prose } from '../media/markdown-text.ts'
import { printable } from '../words/printable.ts'
import { NO_LIMIT, renderComment, renderReport, SUMMARY_LIMIT } from './comment/comment.ts'
import type { CommentInput } from './comment/comment-input.ts'
import type { Pull } from './github/pulls.ts'
import { postComment, reason } from './post-comment.ts'
import type { Session } from './session.ts'
import { supersededPull } from './superseded.ts'

/** Publishes to one channel; a failure is only a warning in the log. */
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

/** Publishes summary, report file, and on a pull request the comment. @param pull null: there is none, or GitHub could not be asked. */
export async function publishCheck(
  session: Session,
  input: Omit<CommentInput, 'approval'>,
  pull: Pull | null,
): Promise<void> {
  const { trigger } = session.run
  const alone: CommentInput = { ...input, approval: null }
  const late = pull === null || trigger.kind !== 'pull-request' ? null : supersededPull(pull, trigger)
  const note = late === null ? '' : `\n**${prose(late)}. The comment stays as it is.**\n`
  await attempt(
    session,
    'the report',
    () => void createFile(join(session.reports, 'report.md'), `${renderReport(alone, NO_LIMIT)}${note}`),
  )
  await attempt(session, 'the job summary', () =>
    writeSummary(`${renderReport(alone, SUMMARY_LIMIT)}${note}`),
  )
  if (pull === null || !session.inputs.isCommenting) return
  if (late !== null) return info(printable(`${late}: its comment stays as it is`))
  await attempt(session, 'the comment', async () => {
    const result = await postComment(session.github, {
      pull,
      project: input.project,
      key: input.key,
      isTarget: (name) => session.project.config.targets.has(name),
      render: (known) => renderComment({ ...input, ...known }),
      warn: session.warn,
    })
    info(`comment on #${pull.number}: ${result}`)
  })
}

/** Writes the summary of a run that failed at its start. */
export function failureReport({ code: name, message, hint }: Failure): string {
  return `## ❌ policyctl could not run\n\n${prose(message)} (${code(name)})\n\nNext: ${prose(hint)}\n`
}

export async function writeSummary(text: string): Promise<void> {
  await summary.addRaw(text, true).write()
}
