import type { ApplyAnswer } from '../answers/apply.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { applyProject } from '../deploy/apply-project.ts'
import { applySeveral } from '../deploy/apply-several.ts'
import type { Desk } from '../deploy/desk.ts'
import type { TellOutcome } from '../deploy/several-targets.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { applyJson, applyText } from '../media/apply-text.ts'
import { NO_OVERRIDES } from '../plan/guards/guard.ts'
import { overridesFor, refuseStrayOverrides } from '../plan/guards/override.ts'
import { type SeveralTargets, withTargets } from '../workbench/several-targets.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import type { Invocation } from './invocation.ts'
import { overridesIn, overridesOfOne } from './override-options.ts'
import { ONLY, WRITING, wishesOf } from './write-options.ts'

/** Writes the policies of the files to the workspace, in an order that never widens access on the way. */
export const command = defineCommand<ApplyAnswer>({
  name: 'apply',
  targets: 'each',
  description:
    'Plans, shows the plan, asks, and writes; or applies a saved plan, which must still fit files and workspace.\nWithout a terminal it needs --yes or a plan file. Ctrl-C lets running writes finish and reports;\nrunning it again finishes the job. With several targets, all are planned before the first write, the waves of\nrollout follow each other, and an override names its target: --allow-deletes=dev-eu:3.',
  arguments: [['[planfile]', 'a plan file, written by policyctl plan --out']],
  options: [ONLY, ...WRITING],
  media: { text: applyText, json: applyJson },
  examples: [
    ['policyctl apply', 'see the plan, then confirm'],
    ['policyctl apply --target local --yes', 'apply to the embedded workspace without being asked'],
    ['policyctl apply plan.json --target production', 'apply a reviewed plan'],
    ['policyctl apply --yes --wait 10m', 'wait for another apply to end'],
    ['policyctl apply --target "prod-*"', 'apply to several, wave by wave'],
  ],
  answer: ({ context, global, args, options }, desk) =>
    withWorkbench(context, global, (workbench) =>
      applyProject(
        workbench,
        {
          ...wishesOf(options),
          overrides: overridesOfOne(options, workbench),
          planFile: args[0] ?? null,
        },
        desk,
      ),
    ),
  several: applyToSeveral,
})

function applyToSeveral(
  invocation: Invocation,
  wanted: readonly string[] | null,
  watching: { readonly desk: Desk; readonly tell: TellOutcome<ApplyAnswer | RefusalAnswer> },
): Promise<SeveralTargets['rollout']> {
  const { context, global, args, options } = invocation
  if (args[0] !== undefined) throw planFileOfOne(args[0])
  return withTargets(context, { ...global, targets: wanted }, async (targets) => {
    const given = overridesIn(options)
    refuseStrayOverrides(given, { targets: targets.names, isSeveral: true })
    const overrides = new Map(targets.names.map((target) => [target, overridesFor(given, target)]))
    const wishes = {
      ...wishesOf(options),
      overridesFor: (target: string) => overrides.get(target) ?? NO_OVERRIDES,
    }
    await applySeveral(targets, wishes, watching)
    return targets.rollout
  })
}

function planFileOfOne(name: string): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `${name}: a plan file is for one target, and this run has several`,
    hint: `apply it alone: policyctl apply ${name} --target NAME; leave the file out, and all targets are planned before the first write`,
  })
}
