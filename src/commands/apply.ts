import type { ApplyResult } from '../apply/apply-result.ts'
import { nameMatcher } from '../change/keep-only.ts'
import { openPlanning, type PlanChoices, type Prepared, prepare } from '../deploy/planning.ts'
import {
  doneSteps,
  readSavedPlan,
  refuseOtherFiles,
  refuseOtherLive,
  refuseOtherTarget,
  refuseUnplanned,
} from '../deploy/saved-plan.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { Plan } from '../plan/plan.ts'
import { openProject } from '../workbench/project.ts'
import { readProjectFiles, refuseFiles } from '../workbench/project-files.ts'
import { openTarget } from '../workbench/target.ts'
import { carryOut } from './apply/carry-out.ts'
import { ONLY, onlyOf, overridesOf, WRITING } from './apply/options.ts'
import type { Command, Invocation } from './command.ts'

/** Makes the workspace what the files say, in an order that opens nothing on the way. */
export const command: Command = {
  name: 'apply',
  description:
    'Plans, shows the plan, asks, and writes; or applies a saved plan, which must still fit files and workspace.\nWithout a terminal it needs --yes or a plan file. Ctrl-C finishes the writes in flight and reports;\nrunning it again finishes the job.',
  arguments: [['[planfile]', 'what policyctl plan --out has written']],
  options: [ONLY, ...WRITING],
  formats: ['text', 'json'],
  examples: [
    ['policyctl apply', 'see the plan, say yes'],
    ['policyctl apply --target local --yes', 'apply to the embedded workspace without being asked'],
    ['policyctl apply plan.json --target production', 'apply what was reviewed'],
    ['policyctl apply --yes --wait 10m', 'wait for another apply to end'],
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const { context, global, args } = invocation
  const project = await openProject(context, global)
  const saved = args[0] === undefined ? null : readSavedPlan(context, args[0])
  const files = await readProjectFiles(context, project)
  if (files.errors.length > 0) return refuseFiles(invocation, files)
  if (saved !== null) refuseOtherFiles(saved, files.desired)
  const target = await openTarget(invocation, project)
  try {
    if (saved !== null) refuseOtherTarget(saved, target)
    const planning = await openPlanning(invocation, project, target)
    const choices = choicesOf(invocation, saved)
    return await carryOut({
      planning,
      asked: files,
      policies: files.policies,
      name: 'Apply',
      isReviewed: saved !== null,
      prepare: async () => {
        const prepared = await prepare(planning, files, choices)
        if (saved !== null) refuseMisfit(saved, prepared, choices)
        return prepared
      },
      ...(saved === null ? {} : { alreadyDone: (prepared: Prepared) => doneAlready(saved, prepared) }),
    })
  } finally {
    await target.close()
  }
}

function choicesOf(invocation: Invocation, saved: Plan | null): PlanChoices {
  return {
    only: onlyOf(invocation),
    ...(saved === null ? {} : { names: new Set(saved.steps.map(({ policy }) => policy)) }),
    overrides: overridesOf(invocation),
    skipBlocked: invocation.options.skipBlocked === true,
    readsUsage: true,
  }
}

function refuseMisfit(saved: Plan, { plan, live }: Prepared, { only = [] }: PlanChoices): void {
  refuseOtherLive(saved, live)
  const planned = new Set(plan.steps.map(({ policy }) => policy))
  refuseUnplanned(saved, { planned, live }, nameMatcher(only))
}

/** Steps of the saved plan of which nothing is left to do. */
function doneAlready(saved: Plan, { plan, live }: Prepared): ApplyResult['results'] {
  const left = new Set(plan.steps.map(({ policy }) => policy))
  return doneSteps(saved, live)
    .filter(({ policy }) => !left.has(policy))
    .map(({ action, policy }) => ({ action, policy, status: 'skipped', attempts: 0, error: null }))
}
