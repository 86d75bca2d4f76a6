/** How a run of a workflow looks at a pull request, or applies: one job for one target or for all, or a job for each. */
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ActionWorld, type Checkout, reportsOf } from '../../support/action/action-world.ts'
import type { PullRequest } from '../../support/action/pull-request.ts'
import type { ActionResult } from '../../support/action/run-action.ts'
import { folderWith } from '../../support/suite/folder.ts'

export interface Jobs {
  readonly kind: 'one job' | 'a job each'
  readonly targets: readonly string[]
}

export interface Order {
  /** The jobs of the matrix end in this order, last target first. */
  readonly isReversed: boolean
  /** The first job of the matrix dies and leaves nothing. */
  readonly isLost: boolean
}

/** What download-artifact makes: a folder for each artifact. */
export function downloaded(...results: readonly ActionResult[]): string {
  const folder = folderWith()
  // A run that leaves nothing has no artifact.
  for (const [index, result] of results.entries())
    if (existsSync(reportsOf(result)))
      cpSync(reportsOf(result), join(folder, `artifact-${index}`), { recursive: true })
  return folder
}

/** policy-plan; the run that comments. */
export async function lookAt(pull: PullRequest, jobs: Jobs, order: Order): Promise<ActionResult> {
  const targets = jobs.targets.join(' ')
  if (jobs.kind === 'one job') return pull.run({ inputs: { targets } })
  const plans: ActionResult[] = []
  for (const target of left(jobs, order))
    plans.push(await pull.run({ inputs: { command: 'plan', comment: 'false', targets: target } }))
  const documents = downloaded(...plans)
  return pull.run({ inputs: { command: 'comment', targets, 'api-key': '', documents } })
}

/** Targets whose plan the last job finds. */
export function left({ kind, targets }: Jobs, { isReversed, isLost }: Order): readonly string[] {
  if (kind === 'one job') return targets
  return (isReversed ? targets.toReversed() : targets).slice(isLost ? 1 : 0)
}

/** policy-apply; what each of its jobs that wrote said, and the targets that it spoke of. */
export async function applyJobs(
  world: ActionWorld,
  at: Checkout,
  { jobs, isReversed }: { readonly jobs: Jobs; readonly isReversed: boolean },
): Promise<readonly ActionResult[]> {
  const targets = jobs.targets.join(' ')
  if (jobs.kind === 'one job') return [await world.onMain(at, { command: 'apply', targets })]
  const first = await world.onMain(at, { command: 'targets reviewed', targets: '', 'api-key': '' })
  const documents = downloaded(first)
  const done: ActionResult[] = []
  for (const target of left(jobs, { isReversed, isLost: false }))
    done.push(await world.onMain(at, { command: 'apply', targets: target, documents }))
  const last = { command: 'comment', targets, 'api-key': '', documents: downloaded(first, ...done) }
  await world.onMain(at, last)
  return done
}
