/** `command: comment`: one job speaks for all, from the documents that the others left. */
import type { Failure } from '../answers/target-report.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import { check } from './check.ts'
import { told } from './check-proposal.ts'
import type { CheckedTarget } from './checked.ts'
import type { TargetApply } from './comment/apply-comment.ts'
import { isUnusable, readApplies, readPlans } from './documents.ts'
import type { ActionOutcome } from './outputs.ts'
import { publishApply } from './publish-apply.ts'
import { reviewedChanges } from './reviewed.ts'
import type { Session } from './session.ts'
import { matrixTargets } from './targets.ts'
import { endsOf, heldByWave } from './waves.ts'

type Told = Partial<ActionOutcome> & Pick<ActionOutcome, 'status'>

/** Runs the questions that need no secret; the plans are those of the other jobs. */
export async function commentOnProposal(session: Session): Promise<Told> {
  const jobs = readPlans(session)
  const targets = expected(session, jobs.keys()).map((name): CheckedTarget => {
    const job = jobs.get(name) ?? NO_PLAN
    if (isUnusable(job)) return notPlanned(name, job)
    const { report, exitStatus, statusOnceApproved } = job
    return { report, status: exitStatus, statusOnceApproved, planned: null }
  })
  return told(session, await check(session, ['lint', 'test', 'diff'], targets), ['comment'])
}

/** A job that left nothing has failed before it could say why. */
const NO_PLAN: Failure = {
  code: 'action-document',
  message: 'its job left no document',
  hint: 'the log of that job says why; run it again',
}

function notPlanned(name: string, why: Failure): CheckedTarget {
  const status = EXIT.failed
  return { report: { kind: 'failed', name, ...why }, status, statusOnceApproved: status, planned: null }
}

export async function commentOnApply(session: Session): Promise<Told> {
  const jobs = readApplies(session)
  const all = expected(session, jobs.keys())
  const done = endsOf(jobs)
  const targets = all.map((name): TargetApply => {
    const job = jobs.get(name)
    if (job === undefined) return notApplied(name, heldByWave(session, name, { done, all }))
    if (isUnusable(job)) return { ...notApplied(name, null), failure: job }
    const { result, failure, refused, differences, supersededBy, exitStatus } = job
    return { name, result, failure, refused, differences, supersededBy, exitStatus }
  })
  const { reviewed, failure } = await reviewedChanges(session)
  const pullRequests = reviewed?.pulls.map(({ number }) => number) ?? []
  await publishApply(session, { targets, pullRequests }, { isAlone: true })
  if (failure !== null) session.warn(`no merged pull request was told: ${failure}`)
  const ends = targets.map(({ exitStatus }) => exitStatus)
  return { status: strongest(...ends, failure === null ? EXIT.done : EXIT.failed) }
}

/** @param held why the workflow did not come to its job; null: it should have. */
function notApplied(name: string, held: Failure | null): TargetApply {
  const failure = held ?? {
    code: 'action-document',
    message: 'its job left no document, so nobody knows whether it wrote',
    hint: 'the log of that job says more; running it again finishes what is left',
  }
  const exitStatus = held === null ? EXIT.failed : EXIT.no
  return { name, result: null, failure, refused: [], differences: [], supersededBy: null, exitStatus }
}

/** Those that the input names, else all that a matrix is made of, and whatever else left a document. */
function expected({ project, inputs }: Session, found: Iterable<string>): readonly string[] {
  return [...new Set([...matrixTargets(project, inputs.targets), ...found])].toSorted()
}
