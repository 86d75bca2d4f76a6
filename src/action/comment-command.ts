/** `command: comment`: one job reports for all, from the documents of the others. */
import type { Failure } from '../answers/target-report.ts'
import { EXIT, strongest } from '../diagnostic/exit-status.ts'
import { check } from './check.ts'
import { told } from './check-proposal.ts'
import type { CheckedTarget } from './checked.ts'
import { notRun, type TargetApply } from './comment/apply-comment.ts'
import { isUnusable, readApplies, readPlans } from './documents.ts'
import type { ActionOutcome } from './outputs.ts'
import { publishApply } from './publish-apply.ts'
import { reviewedChanges } from './reviewed.ts'
import type { Session } from './session.ts'
import { matrixTargets } from './targets.ts'
import { endsOf, heldByWave } from './waves.ts'

type Told = Partial<ActionOutcome> & Pick<ActionOutcome, 'status'>

/** Runs lint, test and diff, which need no secret, and takes the plans from the other jobs. */
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

/** The failure of a job that left no document. */
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
    const {
      formatVersion: _version,
      kind: _kind,
      project: _project,
      commit: _commit,
      target: _target,
      ...applied
    } = job
    return { name, ...applied }
  })
  const { reviewed, failure } = await reviewedChanges(session)
  const pullRequests = reviewed?.pulls ?? []
  await publishApply(session, { targets, pullRequests }, { isAlone: true })
  if (failure !== null) session.warn(`no merged pull request got a comment: ${failure}`)
  const ends = targets.map(({ exitStatus }) => exitStatus)
  return { status: strongest(...ends, failure === null ? EXIT.done : EXIT.failed) }
}

/** @param held the reason why the workflow did not start the job; null: it should have. */
function notApplied(name: string, held: Failure | null): TargetApply {
  const failure = held ?? {
    code: 'action-document',
    message: 'its job left no document, so it is not known whether it wrote',
    hint: 'see the log of that job; running it again finishes what is left',
  }
  const exitStatus = held === null ? EXIT.failed : EXIT.no
  return { ...notRun(name, exitStatus), failure }
}

/** Lists the targets that the input names, else those of a matrix, and any other that left a document. */
function expected({ project, inputs }: Session, found: Iterable<string>): readonly string[] {
  return [...new Set([...matrixTargets(project, inputs.targets), ...found])].toSorted()
}
