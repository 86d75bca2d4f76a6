/** Checks a proposed change, or the default branch as it is, and publishes the result. */
import { join } from 'node:path'
import type { Region } from '../access/model/region.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import { createFile } from '../files/create-file.ts'
import { CHECKS } from '../lint/checks/list.ts'
import { jsonText } from '../media/json-text.ts'
import { lintSarif, sarifNote } from '../media/lint-sarif.ts'
import { type Annotated, annotate, annotationsOf } from './annotations.ts'
import { check } from './check.ts'
import type { Checked, CheckedTarget } from './checked.ts'
import { ownership } from './comment/comment-facts.ts'
import { commentInput } from './comment-input.ts'
import { leavePlan } from './documents.ts'
import { lintAnswers } from './file-reports.ts'
import { distinctFindings } from './file-targets.ts'
import { type Pull, readPull } from './github/pulls.ts'
import type { ActionCommand } from './inputs.ts'
import type { ActionOutcome } from './outputs.ts'
import { reason } from './post-comment.ts'
import { attempt, publishCheck } from './publish.ts'
import { leaveReviewed } from './reviewed.ts'
import type { Session } from './session.ts'
import { assertMatrix, matrixTargets } from './targets.ts'
import { matrixWaves, refuseMoreWaves } from './waves.ts'
import { wideningOf, withoutWidening } from './widening.ts'

type Proposed = Partial<ActionOutcome> & Pick<ActionOutcome, 'status'>

export async function checkProposal(session: Session): Promise<Proposed> {
  const { commands } = session.inputs
  if (commands.includes('targets')) assertMatrix(session)
  const targets = commands.includes('targets') ? matrixTargets(session.project, session.inputs.targets) : null
  const waves = targets === null ? null : matrixWaves(session, targets)
  if (targets !== null) refuseMoreWaves(session.project.config, session.inputs.waves)
  if (commands.includes('reviewed')) await leaveReviewed(session)
  const isLooking = commands.some((command) => command !== 'targets' && command !== 'reviewed')
  if (!isLooking) return { targets, waves, status: EXIT.done }
  return { targets, waves, ...(await told(session, await check(session, commands), commands)) }
}

/** Publishes the result: annotations, documents for other jobs, summary, report, comment. */
export async function told(
  session: Session,
  found: Checked,
  commands: readonly ActionCommand[],
): Promise<Proposed> {
  const pull = await pullOf(session)
  const widening = wideningOf(session, pull)
  const targets = found.targets.map((one) => withoutWidening(one, widening))
  const checked = { ...found, targets, status: statusOf(found, targets) }
  const input = await commentInput(session, checked)
  const access = accessOf(checked)
  if (session.inputs.isAnnotating) {
    const { lint, tests } = checked
    // Only changes of this pull request are annotated, not what others merged or edited live.
    const isOwn = ownership(checked)
    const own = accessByTarget(checked).filter(({ region }) => isOwn(region.policies))
    const annotated = { lint, tests, access: own, causesOf: input.causesOf, folder: session.folder }
    await attempt(session, 'an annotation', () => annotate(annotationsOf(annotated)))
  }
  for (const target of targets)
    if (commands.includes('plan')) await attempt(session, 'a document', () => leavePlan(session, target))
  await publishCheck(session, { ...input, widening }, pull)
  return {
    plans: targets.flatMap(({ planned }) => planned ?? []),
    access,
    findings: checked.lint?.findings.length ?? 0,
    sarif: session.inputs.hasSarif ? await writeSarif(session) : null,
    status: strongest(checked.status, input.configFailure === null ? EXIT.done : EXIT.failed),
  }
}

function statusOf(found: Checked, targets: readonly CheckedTarget[]): Checked['status'] {
  return strongest(found.ownStatus, ...targets.map(({ status }) => status))
}

/** Reads the pull request that gets the comment; null: there is none, or GitHub cannot be asked. */
async function pullOf(session: Session): Promise<Pull | null> {
  const { trigger } = session.run
  if (trigger.kind !== 'pull-request' || !session.inputs.isCommenting) return null
  try {
    const pull = await readPull(session.github, trigger.number)
    if (pull === null) throw new Error(`there is no #${trigger.number}`)
    return pull
  } catch (error) {
    session.warn(`the comment was not written, which does not change the verdict: ${reason(error)}`)
    return null
  }
}

/** Returns the change of access: of the plans, else of the offline comparison; null: access was not compared. */
function accessOf({ targets, diff }: Checked): readonly Region[] | null {
  const plans = targets.flatMap(({ report }) => (report.kind === 'plan' ? [report.plan] : []))
  const planned = plans.flatMap(({ access }) => access)
  if (plans.length > 0 && plans.length === targets.length) return planned
  return diff === null ? null : [...planned, ...diff.access]
}

/** As accessOf, by target. */
function accessByTarget({ targets, diff }: Checked): Annotated['access'] {
  const plans = targets.flatMap(({ report }) => (report.kind === 'plan' ? [report] : []))
  const planned = plans.map(({ name, plan }) => ({ name, access: plan.access }))
  const offline = (diff?.each ?? []).map(({ files, access }) => ({ name: files, access }))
  return (plans.length > 0 ? planned : offline).flatMap(({ name, access }) =>
    access.map((region) => ({ region, target: name })),
  )
}

async function writeSarif(session: Session): Promise<string | null> {
  const { answers } = await lintAnswers(session)
  const [first] = answers
  if (first === undefined) return null
  const { version, repositoryPathOf } = first.answer.view
  const findings = distinctFindings(answers.flatMap(({ answer }) => answer.view.outcome.findings))
  const file = join(session.reports, 'policyctl.sarif')
  const sarif = lintSarif(findings, { version, checks: CHECKS, pathOf: repositoryPathOf })
  const note = sarifNote(findings)
  if (note !== null) session.warn(note)
  await attempt(session, 'SARIF', () => void createFile(file, jsonText(sarif)))
  return file
}
