/** Looks for edits outside git, and keeps one issue a target. */

import type { Region } from '../access/model/region.ts'
import { type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import type { DriftChange } from '../plan/make-drift.ts'
import { type DriftOutcome, keepDriftIssue } from './drift-issues.ts'
import { reason } from './post-comment.ts'
import { call, type Session } from './session.ts'
import { type NamedTarget, targetNames } from './targets.ts'

/** The document of `drift --format json`. */
interface DriftDocument {
  readonly ledger: string | null
  readonly changes: readonly DriftChange[]
  readonly access: readonly Region[]
}

export interface Drifts {
  readonly status: ExitStatus
  readonly targets: readonly {
    readonly name: string
    readonly changes: number
    readonly access: readonly Region[]
    readonly issue: DriftOutcome | 'failed'
  }[]
}

export async function drift(session: Session): Promise<Drifts> {
  const previousReadAt = await lastRead(session)
  const targets: Drifts['targets'][number][] = []
  const statuses: ExitStatus[] = []
  for (const target of targetNames(session)) {
    const run = await call(session, 'drift', { target: target.flag })
    statuses.push(run.status)
    // Only a good read says anything about the issue.
    if (run.document === null) continue
    const { changes, access, ledger } = run.document as DriftDocument
    const issue = session.inputs.isCommenting
      ? await keepIssue(session, target, { changes, access, ledger, previousReadAt })
      : 'no drift'
    targets.push({ name: target.name, changes: changes.length, access, issue })
  }
  return { status: strongest(...statuses), targets }
}

async function keepIssue(
  session: Session,
  target: NamedTarget,
  read: DriftDocument & { readonly previousReadAt: string | null },
): Promise<DriftOutcome | 'failed'> {
  const { run, context, inputs, github } = session
  const links = {
    repository: run.repository,
    run: run.url,
    applyWorkflow: `${run.repository}/actions/workflows/${inputs.applyWorkflow}`,
  }
  try {
    return await keepDriftIssue(github, {
      ...read,
      target: target.name,
      readAt: context.clock.now().toISOString(),
      links,
    })
  } catch (error) {
    session.warn(`the drift issue of ${target.name} was not written: ${reason(error)}`)
    return 'failed'
  }
}

/** Drift that is new now was not there then: bounds the search in other logs. */
async function lastRead({ github, run }: Session): Promise<string | null> {
  if (run.workflowFile === null) return null
  return github.lastGoodRun(run.workflowFile).catch(() => null)
}
