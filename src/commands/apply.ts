import type { ApplyAnswer } from '../answers/apply.ts'
import { applyProject } from '../deploy/apply-project.ts'
import { applyJson, applyText } from '../media/apply-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { ONLY, WRITING, wishesOf } from './write-options.ts'

/** Makes the workspace what the files say, in an order that opens nothing on the way. */
export const command = defineCommand<ApplyAnswer>({
  name: 'apply',
  description:
    'Plans, shows the plan, asks, and writes; or applies a saved plan, which must still fit files and workspace.\nWithout a terminal it needs --yes or a plan file. Ctrl-C finishes the writes in flight and reports;\nrunning it again finishes the job.',
  arguments: [['[planfile]', 'what policyctl plan --out has written']],
  options: [ONLY, ...WRITING],
  media: { text: applyText, json: applyJson },
  examples: [
    ['policyctl apply', 'see the plan, say yes'],
    ['policyctl apply --target local --yes', 'apply to the embedded workspace without being asked'],
    ['policyctl apply plan.json --target production', 'apply what was reviewed'],
    ['policyctl apply --yes --wait 10m', 'wait for another apply to end'],
  ],
  answer: ({ context, global, args, options }, desk) =>
    withWorkbench(context, global, (workbench) =>
      applyProject(workbench, { ...wishesOf(options), planFile: args[0] ?? null }, desk),
    ),
})
