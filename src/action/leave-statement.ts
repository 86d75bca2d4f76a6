import { join } from 'node:path'
import { attestedFiles } from '../evidence/attested-files.ts'
import { createFile } from '../files/create-file.ts'
import { makeFolder } from '../files/make-folder.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import type { PlannedTarget } from './plan-target.ts'
import type { Session } from './session.ts'

/** Paths of the two files that a later step may attest. */
export interface LeftStatement {
  readonly predicate: string
  readonly subjects: string
}

/**
 * Writes the statement about this run's apply into the report folder, for a step that
 * attests it.
 *
 * @returns null if this run made none.
 */
export async function leaveStatement(
  { context, reports, run }: Session,
  { target, plan }: PlannedTarget,
): Promise<LeftStatement | null> {
  const snapshot = await withWorkbench(context, { target: target.flag, config: null }, async (workbench) => {
    const { place } = await workbench.ledger.access()
    return place === null ? null : (await workbench.ledger.readWithLock()).snapshot
  })
  if (snapshot === null || snapshot.evidence === null || snapshot.revision === plan.ledger) return null
  const files = attestedFiles(snapshot.evidence)
  // The newest statement may be of a later run, which attests it itself.
  const job = files?.predicate.run ?? ''
  if (files === null || !(job === run.url || job.startsWith(`${run.url}/`))) return null
  const folder = join(reports, 'attest', plan.target.name)
  makeFolder(folder)
  const left = { predicate: join(folder, 'predicate.json'), subjects: join(folder, 'subjects.txt') }
  createFile(left.predicate, files.predicateText)
  createFile(left.subjects, files.subjects)
  return left
}
