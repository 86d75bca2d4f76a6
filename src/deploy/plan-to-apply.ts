import { NO_DEMANDS } from '../answers/demands.ts'
import { type PlanAnswer, planAnswer } from '../answers/plan.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { TargetOutcome } from '../answers/several.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { readProjectFiles, refusalOfFiles } from '../workbench/project-files.ts'
import type { SeveralTargets } from '../workbench/several-targets.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { Wishes } from './carry-out.ts'
import { planView } from './plan-view.ts'
import { prepare } from './planning.ts'
import type { SeveralWishes } from './several-targets.ts'

export type PlannedOutcome = TargetOutcome<PlanAnswer | RefusalAnswer>

/** Plans one of several targets, with its overrides; an error becomes its outcome. */
export async function planToApply(
  targets: SeveralTargets,
  target: string,
  wishes: SeveralWishes,
): Promise<PlannedOutcome> {
  const map = targets.mapOf(target)
  try {
    const overrides = wishes.overridesFor(target)
    const workbench = await targets.open(target)
    try {
      return { target, map, result: await planned(workbench, { ...wishes, overrides }) }
    } finally {
      await workbench.close()
    }
  } catch (error) {
    return { target, map, result: knownError(error) }
  }
}

async function planned(
  workbench: Workbench,
  { only, overrides, skipBlocked }: Pick<Wishes, 'only' | 'overrides' | 'skipBlocked'>,
): Promise<PlanAnswer | RefusalAnswer> {
  const files = await readProjectFiles(workbench)
  const refusal = await refusalOfFiles(files, workbench)
  if (refusal !== null) return refusal
  const prepared = await prepare(workbench, files, { only, overrides, skipBlocked, readsUsage: true })
  const configOf = workbench.project.judge?.ref ?? null
  return planAnswer(
    planView(prepared, { policies: files.policies, skipsBlocked: skipBlocked, configOf, isRun: true }),
    NO_DEMANDS,
  )
}
