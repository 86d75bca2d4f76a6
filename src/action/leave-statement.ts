import { join } from 'node:path'
import { attestedFiles } from '../evidence/attested-files.ts'
import { createFile } from '../files/create-file.ts'
import { makeFolder } from '../files/make-folder.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import type { PlannedTarget } from './plan-target.ts'
import type { Session } from './session.ts'

/** The two files that a step may attest; paths. */
export interface LeftStatement {
  readonly predicate: string
  readonly subjects: string
}

/**
 * Leaves the statement of what this run applied in the report folder, for a
 * step that attests it.
 *
 * @returns null where this run made none.
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
  // Another run may have come after this one: its statement is its own to attest.
  const job = files?.predicate.run ?? ''
  if (files === null || !(job === run.url || job.startsWith(`${run.url}/`))) return null
  const folder = join(reports, 'attest', plan.target.name)
  makeFolder(folder)
  const left = { predicate: join(folder, 'predicate.json'), subjects: join(folder, 'subjects.txt') }
  createFile(left.predicate, files.predicateText)
  createFile(left.subjects, files.subjects)
  return left
}
