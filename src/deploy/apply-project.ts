import type { ApplyAnswer, RunReport } from '../answers/apply.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { nameMatcher } from '../change/keep-only.ts'
import { assertQuestion, FIELD, optional } from '../diagnostic/assert-question.ts'
import type { Plan } from '../plan/plan.ts'
import { readProjectFiles, refusalOfFiles } from '../workbench/project-files.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { carryOut, WISHED, type Wishes } from './carry-out.ts'
import type { Desk } from './desk.ts'
import { refuseOtherPlan } from './other-plan.ts'
import { type PlanChoices, type Prepared, prepare } from './planning.ts'
import {
  doneSteps,
  readSavedPlan,
  refuseOtherFiles,
  refuseOtherLive,
  refuseOtherTarget,
  refuseUnplanned,
} from './saved-plan.ts'

export interface ApplyQuestion extends Wishes {
  /** File of a saved plan, from the current folder; null: make a plan. */
  readonly planFile: string | null
  /** With several targets: the plan that was shown before the first write. */
  readonly standing?: Plan
}

/**
 * Makes the workspace equal to the files, in an order that never widens access on
 * the way; or applies a saved plan, which must still fit files and workspace.
 *
 * @throws PolicyctlError confirmation-required, locked, of files, saved plans, targets, git and the ledger; StoreFailure.
 */
export async function applyProject(
  workbench: Workbench,
  question: ApplyQuestion,
  desk: Desk,
): Promise<ApplyAnswer | RefusalAnswer> {
  assertQuestion('applyProject', question, {
    ...WISHED,
    planFile: FIELD.textOrNull,
    standing: optional(FIELD.object),
  })
  const { planFile, standing } = question
  const saved = planFile === null ? null : await readSavedPlan(workbench.context, planFile)
  // The target is checked first: with a wrong target, the files would only produce misleading errors.
  if (saved !== null) refuseOtherTarget(saved, workbench.identity())
  const files = await readProjectFiles(workbench)
  const refusal = await refusalOfFiles(files, workbench)
  if (refusal !== null) return refusal
  const target = await workbench.target()
  if (saved !== null) refuseOtherFiles(saved, files.desired)
  if (standing !== undefined) refuseOtherTarget(standing, target)
  const choices = choicesOf(question, saved)
  return carryOut({
    workbench,
    desk,
    wishes: question,
    asked: files,
    policies: files.policies,
    name: 'Apply',
    deed: 'apply',
    isReviewed: saved !== null || standing !== undefined,
    prepare: async () => {
      const prepared = await prepare(workbench, files, choices)
      if (saved !== null) refuseMisfit(saved, prepared, choices)
      if (standing !== undefined) refuseOtherPlan(standing, prepared.plan)
      return prepared
    },
    ...(saved === null ? {} : { alreadyDone: (prepared: Prepared) => doneAlready(saved, prepared) }),
  })
}

function choicesOf(
  { only, overrides, skipBlocked, standing }: ApplyQuestion,
  saved: Plan | null,
): PlanChoices {
  const names =
    saved === null
      ? {}
      : {
          names: new Set(saved.steps.map(({ policy }) => policy)),
          takes: new Set(saved.newlyManaged),
        }
  const strayAreTold = standing !== undefined
  return { only, ...names, overrides, strayAreTold, skipBlocked, readsUsage: true }
}

function refuseMisfit(saved: Plan, { plan, live, unreadable }: Prepared, { only = [] }: PlanChoices): void {
  refuseOtherLive(saved, { live, unreadable })
  const planned = new Set(plan.steps.map(({ policy }) => policy))
  refuseUnplanned(saved, { planned, live }, nameMatcher(only))
}

/** Steps of the saved plan that are done already. */
function doneAlready(saved: Plan, { plan, live }: Prepared): RunReport['alreadyDone'] {
  const left = new Set(plan.steps.map(({ policy }) => policy))
  return doneSteps(saved, live)
    .filter(({ policy }) => !left.has(policy))
    .map(({ action, policy }) => ({ action, policy, status: 'skipped', attempts: 0, error: null }))
}
