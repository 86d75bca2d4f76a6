/**
 * Writes the documents that the jobs of a run leave for each other to the report
 * folder, and reads them from the folder of the downloaded artifacts.
 */
import { join, posix, resolve } from 'node:path'
import { type ApplyJob, type JobDocument, jobText, type PlanJob, parseJob } from '../answers/job-documents.ts'
import type { Failure } from '../answers/target-report.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { readFolder } from '../files/read-text.ts'
import { failureOf } from './ask.ts'
import type { CheckedTarget } from './checked.ts'
import type { TargetApply } from './comment/apply-comment.ts'
import { checkoutFolder, commitOf, projectId, type Session } from './session.ts'

/** Absolute. */
export function documentsFolder({ inputs, context }: Pick<Session, 'inputs' | 'context'>): string {
  return resolve(checkoutFolder(context), inputs.documents ?? '.')
}

export function leavePlan(session: Session, { report, status, statusOnceApproved }: CheckedTarget): void {
  const { name: target } = report
  leave(session, {
    ...placeOf(session),
    kind: 'plan',
    ...{ target, exitStatus: status, statusOnceApproved, report },
  })
}

export function leaveApply(session: Session, applied: TargetApply): void {
  const { name, ...rest } = applied
  leave(session, { ...placeOf(session), kind: 'apply', target: name, ...rest })
}

/** The documents by target, or a failure for a target whose document cannot be used. */
export type FoundJobs<Job> = ReadonlyMap<string, Job | Failure>

export function readPlans(session: Session): FoundJobs<PlanJob> {
  return readJobs(session, 'plan')
}

export function readApplies(session: Session): FoundJobs<ApplyJob> {
  return readJobs(session, 'apply')
}

export function isUnusable(job: JobDocument | Failure): job is Failure {
  return !('kind' in job)
}

function placeOf(session: Session) {
  return { formatVersion: 1 as const, project: projectId(session), commit: commitOf(session) }
}

function leave(session: Session, document: JobDocument): void {
  createFile(join(session.reports, `job-${document.kind}-${document.target}.json`), jobText(document))
}

function readJobs<Kind extends JobDocument['kind']>(
  session: Session,
  kind: Kind,
): FoundJobs<Extract<JobDocument, { kind: Kind }>> {
  const named = new RegExp(`^job-${kind}-(.+)\\.json$`)
  const found = new Map<string, Extract<JobDocument, { kind: Kind }> | Failure>()
  for (const { name, text } of readFolder(documentsFolder(session), named) ?? []) {
    const target = named.exec(posix.basename(name))?.[1] ?? ''
    found.set(target, found.has(target) ? twice(target) : usable(session, { name, text, target, kind }))
  }
  return found
}

interface JobFile<Kind> {
  readonly name: string
  readonly text: string
  /** Name of the target. */
  readonly target: string
  readonly kind: Kind
}

function usable<Kind extends JobDocument['kind']>(
  session: Session,
  { name, text, target, kind }: JobFile<Kind>,
): Extract<JobDocument, { kind: Kind }> | Failure {
  try {
    return ofThisRun(session, parseJob(text, { name, kind, target }), name)
  } catch (cause) {
    return failureOf(knownError(cause))
  }
}

/** The failure if two jobs had the same target: their documents may contradict each other. */
function twice(target: string): Failure {
  return {
    code: 'action-document',
    message: `there are several documents of ${target}, and they may say different things`,
    hint: 'give each target one job, and download the artifacts of this run only, into a folder of their own',
  }
}

function ofThisRun<Job extends JobDocument>(session: Session, job: Job, file: string): Job {
  const { project, commit } = placeOf(session)
  if (job.project === project && job.commit === commit) return job
  throw new PolicyctlError('action-document', {
    message: `${file} is about commit ${job.commit.slice(0, 7)} and the project in the folder ${job.project}, and this run about commit ${commit.slice(0, 7)} and the folder ${project}`,
    hint: 'download the artifacts of this run only, into a folder of their own',
  })
}
