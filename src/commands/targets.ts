import type { TargetsAnswer } from '../answers/targets.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { listTargets } from '../inspect/list-targets.ts'
import { jsonText } from '../media/json-text.ts'
import { targetsText } from '../media/targets-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Lists the targets of the config, and how many policies each gets. */
export const command = defineCommand<TargetsAnswer>({
  name: 'targets',
  description: `Lists the targets of policyctl.yaml with their base URL and the number of policies that they get.\nReads files only: no key is needed, and no request is sent to a workspace.\nA workflow can make its matrix from the JSON; the action has it as an output: ${docsPage('action.md#outputs')}`,
  media: {
    text: (answer) => ({ stdout: targetsText(answer) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
  },
  examples: [
    ['policyctl targets', 'see which policies go to which workspace'],
    ['policyctl targets --format json', "make a workflow's matrix"],
  ],
  answer: ({ context, global }) => withWorkbench(context, global, listTargets),
})
