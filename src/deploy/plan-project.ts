import type { Demands } from '../answers/demands.ts'
import { type PlanAnswer, planAnswer } from '../answers/plan.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { assertQuestion, FIELD, oneOf } from '../diagnostic/assert-question.ts'
import { refuseAmongPolicies } from '../workbench/paths.ts'
import { readProjectFiles, refusalOfFiles } from '../workbench/project-files.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { planView } from './plan-view.ts'
import { prepare } from './planning.ts'
import { refuseOtherThanPlan, savePlan } from './save-plan.ts'

export interface PlanQuestion extends Demands {
  /** Globs of policy names; []: all. */
  readonly only: readonly string[]
  /** File to save the plan to, from the current folder; null: do not save it. */
  readonly out: string | null
}

/**
 * Plans an apply of the files, and its effect on access. Reads policies, tools and
 * agents, and never writes.
 * @throws PolicyctlError of files, targets, git and the ledger, StoreFailure.
 */
export async function planProject(
  workbench: Workbench,
  question: PlanQuestion,
): Promise<PlanAnswer | RefusalAnswer> {
  assertQuestion('planProject', question, {
    only: FIELD.texts,
    out: FIELD.textOrNull,
    failOn: oneOf('wider', null),
    exitCode: FIELD.flag,
  })
  const { only, out } = question
  if (out !== null) {
    refuseOtherThanPlan(workbench.context, out)
    refuseAmongPolicies(workbench, out)
  }
  const files = await readProjectFiles(workbench)
  const refusal = await refusalOfFiles(files, workbench)
  if (refusal !== null) return refusal
  const prepared = await prepare(workbench, files, { only })
  if (out !== null) savePlan(prepared.plan, { out, named: workbench.named }, workbench.context)
  return planAnswer(
    planView(prepared, {
      policies: files.policies,
      skipsBlocked: false,
      configOf: workbench.project.judge?.ref ?? null,
    }),
    question,
  )
}
