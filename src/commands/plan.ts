import type { PlanAnswer } from '../answers/plan.ts'
import { planProject } from '../deploy/plan-project.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { planPage } from '../media/comparison-page.ts'
import { jsonLine } from '../media/json-text.ts'
import { planPrinted, planPrintedMarkdown } from '../media/plan-of-group.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { demandsOf } from './demands.ts'
import { ONLY, onlyOf } from './write-options.ts'

/** Shows what an apply would write, and how access would change. */
export const command = defineCommand<PlanAnswer>({
  name: 'plan',
  targets: 'each',
  onlyOne: ['out'],
  description:
    'Compares the policy files, the live workspace and the ledger, and shows who would get which access,\nwhat would be written in which order, and what would block it. Reads the policies, the tools and each agent, and never writes.\nExit status 3 if an apply would be refused.',
  options: [
    {
      flags: '--out <file>',
      description: 'save the plan, to apply exactly this plan later',
      parse: fileName,
    },
    ONLY,
    {
      flags: '--fail-on <change>',
      description:
        'exit status 1 if a change may open access or moves an approval to others (wider, mixed, rerouted)',
      choices: ['wider'],
    },
    { flags: '--exit-code', description: 'exit status 2 if changes are pending' },
  ],
  media: {
    text: ({ view }, look) => planPrinted(view, look),
    json: ({ document }) => ({ stdout: jsonLine(document) }),
    markdown: ({ view }, look) => planPrintedMarkdown(view, look),
    html: ({ view }) => ({ stdout: planPage(view) }),
  },
  examples: [
    ['policyctl plan', 'see what an apply would do'],
    ['policyctl plan --target production --out plan.json', 'save it for policyctl apply plan.json'],
    ['policyctl plan --only "payments-*"', 'plan some policies only'],
    ['policyctl plan --fail-on wider', 'fail if access gets wider'],
  ],
  answer: ({ context, global, options }) =>
    withWorkbench(context, global, (workbench) =>
      planProject(workbench, {
        ...demandsOf(options),
        only: onlyOf(options),
        out: typeof options.out === 'string' ? options.out : null,
      }),
    ),
})

function fileName(value: string): string {
  if (value !== '') return value
  throw new PolicyctlError('usage', {
    message: '--out names no file',
    hint: 'name one, like --out plan.json; if the name comes from a variable, the variable is empty',
  })
}
