/** Looks for edits outside git, and keeps one issue for each target. */
import type { Region } from '../access/model/region.ts'
import type { Failure } from '../answers/target-report.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { findDrift } from '../inspect/find-drift.ts'
import { driftPage } from '../media/comparison-page.ts'
import { driftText } from '../media/drift-text.ts'
import { ask, LOOK } from './ask.ts'
import type { DriftIssueInput } from './comment/drift-input.ts'
import { isDrift } from './comment/drift-issue.ts'
import { type KeptIssue, keepDriftIssue } from './drift-issues.ts'
import { lastGoodRun } from './github/runs.ts'
import { leavePage } from './leave-page.ts'
import { reason } from './post-comment.ts'
import type { Session } from './session.ts'
import { type NamedTarget, targetNames } from './targets.ts'

export interface Drifts {
  readonly status: ExitStatus
  readonly targets: readonly SeenDrift[]
  /** Targets that could not be read, and why. */
  readonly unread: readonly { readonly name: string; readonly failure: Failure }[]
}

export interface SeenDrift {
  readonly name: string
  readonly changes: number
  readonly access: readonly Region[]
  readonly issue: KeptIssue | 'none wanted' | 'failed'
}

export async function drift(session: Session): Promise<Drifts> {
  const previousReadAt = await lastRead(session)
  const targets: SeenDrift[] = []
  const unread: { readonly name: string; readonly failure: Failure }[] = []
  const statuses: ExitStatus[] = []
  for (const target of targetNames(session)) {
    const asked = await ask(session, {
      name: 'drift',
      target: target.flag,
      ask: (workbench) => findDrift(workbench, { exitCode: false }),
      textOf: (answer) => driftText(answer, LOOK),
    })
    statuses.push(asked.status)
    // Without a good read the issue stays as it is.
    if (asked.answer === null) {
      if (asked.failure !== null) unread.push({ name: target.name, failure: asked.failure })
      continue
    }
    const { answer } = asked
    const { document, view } = answer
    const hasPage = leavePage(session, target.name, () => driftPage(answer))
    const { guardrails, inNoFile, unmanagedAre } = view
    const seen = { ...document, guardrails, inNoFile, unmanagedAre }
    const issue = session.inputs.isCommenting
      ? await keepIssue(session, target, { seen, previousReadAt, hasPage })
      : 'none wanted'
    // If drift cannot be reported in an issue, the run must not end green.
    if (issue === 'failed' && isDrift(seen)) statuses.push(EXIT.no)
    targets.push({ name: target.name, changes: document.changes.length, access: document.access, issue })
  }
  return { status: strongest(...statuses), targets, unread }
}

type SeenTarget = Omit<DriftIssueInput, 'readAt' | 'previousReadAt' | 'links'>

interface Kept {
  readonly seen: SeenTarget
  readonly previousReadAt: string | null
  /** True if the target's page was left for a later step to upload. */
  readonly hasPage: boolean
}

async function keepIssue(
  session: Session,
  target: NamedTarget,
  { seen, previousReadAt, hasPage }: Kept,
): Promise<SeenDrift['issue']> {
  const { run, context, inputs, github } = session
  const links = {
    repository: run.repository,
    run: run.url,
    // A page that a later step uploads has no address yet; the run lists it.
    page: hasPage ? `${run.url}#artifacts` : null,
    applyWorkflow: `${run.repository}/actions/workflows/${inputs.applyWorkflow}`,
  }
  try {
    return await keepDriftIssue(github, {
      ...seen,
      previousReadAt,
      target: target.name,
      readAt: context.clock.now().toISOString(),
      links,
    })
  } catch (error) {
    session.warn(`the drift issue of ${target.name} was not written: ${reason(error)}`)
    return 'failed'
  }
}

/** Finds when the last good run was: new drift began after it, which bounds a search in other logs. */
async function lastRead({ github, run }: Session): Promise<string | null> {
  if (run.workflowFile === null) return null
  // The issue then does not say since when.
  return lastGoodRun(github, run.workflowFile).catch(() => null)
}
