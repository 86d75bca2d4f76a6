import type { RenderAnswer } from '../answers/render.ts'
import { renderTargets } from '../inspect/render-targets.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonText } from '../media/json-text.ts'
import { renderText } from '../media/render-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Shows the policies that each target gets from the files. */
export const command = defineCommand<RenderAnswer>({
  name: 'render',
  description:
    'Shows the policies that each target gets: layers joined, maps applied, each policy with the file that it comes from.\nReads files only. With --out each target gets a folder of policy files, to read or compare:\npolicyctl diff dir:OUT/staging dir:OUT/production.',
  targets: 'own',
  options: [{ flags: '--out <dir>', description: 'write policy files, a folder for each target' }],
  media: {
    text: (answer) => ({ stdout: renderText(answer), stderr: answer.view.errors.map(findingLine).join('') }),
    json: ({ document, view }) => ({
      stdout: jsonText(document),
      stderr: view.errors.map(findingLine).join(''),
    }),
  },
  examples: [
    ['policyctl render', 'see what each target gets'],
    ["policyctl render --target 'prod-*' --out rendered", 'write the files out, to read or compare'],
  ],
  answer: ({ context, global, options }) =>
    withWorkbench(context, { ...global, target: null }, (workbench) =>
      renderTargets(workbench, {
        targets: global.targets ?? [],
        out: typeof options.out === 'string' ? options.out : null,
      }),
    ),
})
