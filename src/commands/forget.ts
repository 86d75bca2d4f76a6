import type { ForgetAnswer } from '../answers/forget.ts'
import { forgetPolicies } from '../deploy/forget-policies.ts'
import { forgetText } from '../media/forget-text.ts'
import { jsonText } from '../media/json-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Gives policies up without deleting them. */
export const command = defineCommand<ForgetAnswer>({
  name: 'forget',
  description:
    'Removes policies from the ledger: they stay live, and no apply deletes them any more. Use it for a policy that\nsomebody else owns from now on. Delete its file as well, or the next apply adds it again.\nTalks to git only, never to the workspace.',
  arguments: [['<name...>', 'policies to give up']],
  media: {
    text: (answer) => ({ stdout: forgetText(answer) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
  },
  examples: [
    ['policyctl forget legacy-ftp --target production', 'hand a policy over to another owner'],
    ['policyctl forget crm-read crm-write', 'give up two'],
  ],
  answer: ({ context, global, args }) =>
    withWorkbench(context, global, (workbench) => forgetPolicies(workbench, { names: args })),
})
