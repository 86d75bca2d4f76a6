/**
 * Writes the documents that the jobs of a run leave for each other to the report
 * folder, and reads them from the folder of the downloaded artifacts.
 */
import { join, resolve } from 'node:path'
import { type ApplyJob, type JobDocument, jobText, type PlanJob, parseJob } from '../answers/job-documents.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { readFolder } from '../files/read-text.ts'
import type { CheckedTarget } from './checked.ts'
import type { TargetApply } from './comment/apply-comment.ts'
import { checkoutFolder, commitOf, projectId, type Session } from './session.ts'

/** Absolute. */
export function documentsFolder({ inputs, context }: Pick<Session, 'inputs' | 'context'>): string {
  return resolve(checkoutFolder(context), inputs.documents ?? '.')
}

export function leavePlan(session: Session, { report, status }: CheckedTarget): void {
  leave(session, { ...placeOf(session), kind: 'plan', target: report.name, exitStatus: status, report })
}

export function leaveApply(session: Session, applied: TargetApply): void {
  const { name, ...rest } = applied
  leave(session, { ...placeOf(session), kind: 'apply', target: name, ...rest })
}

/** @throws PolicyctlError action-document: damaged, or of something else than this run looks at. */
export function readPlans(session: Session): readonly PlanJob[] {
  return readJobs(session).filter((job) => job.kind === 'plan')
}

/** @throws PolicyctlError as readPlans. */
export function readApplies(session: Session): readonly ApplyJob[] {
  return readJobs(session).filter((job) => job.kind === 'apply')
}

function placeOf(session: Session) {
  return { formatVersion: 1 as const, project: projectId(session), commit: commitOf(session) }
}

function leave(session: Session, document: JobDocument): void {
  createFile(join(session.reports, `job-${document.kind}-${document.target}.json`), jobText(document))
}

function readJobs(session: Session): readonly JobDocument[] {
  const folder = documentsFolder(session)
  const files = readFolder(folder, /^job-(plan|apply)-.+\.json$/) ?? []
  return files.map(({ name, text }) => ofThisRun(session, parseJob(text, name), name))
}

function ofThisRun(session: Session, job: JobDocument, file: string): JobDocument {
  const { project, commit } = placeOf(session)
  if (job.project === project && job.commit === commit) return job
  throw new PolicyctlError('action-document', {
    message: `${file} is for ${job.project} at ${job.commit.slice(0, 7)}, and this run is for ${project} at ${commit.slice(0, 7)}`,
    hint: 'download the artifacts of this run only, into a folder of their own',
  })
}
