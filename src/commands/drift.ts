import type { DriftAnswer } from '../answers/drift.ts'
import { findDrift } from '../inspect/find-drift.ts'
import { driftPage } from '../media/comparison-page.ts'
import { driftMarkdown } from '../media/drift-markdown.ts'
import { driftText } from '../media/drift-text.ts'
import { jsonText } from '../media/json-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Compares the ledger with the workspace: shows what somebody changed outside git. */
export const command = defineCommand<DriftAnswer>({
  name: 'drift',
  targets: 'each',
  description:
    'Compares the workspace with what was last applied to it, and says what the difference opens or closes.\nChanges that are merged and not applied yet are no drift; policies that were never applied from here are listed\nas unmanaged, and are no drift either. Reads the policies, the tools and each agent, and never writes.',
  options: [{ flags: '--exit-code', description: 'exit status 2 if there is drift' }],
  media: {
    text: (answer, look) => ({ stdout: driftText(answer, look) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
    markdown: (answer, look) => ({ stdout: driftMarkdown(answer, look) }),
    html: (answer) => ({ stdout: driftPage(answer) }),
  },
  examples: [
    ['policyctl drift --target production', 'see what was changed outside git'],
    ['policyctl drift --exit-code --format json', 'check for drift on a schedule'],
  ],
  answer: ({ context, global, options }) =>
    withWorkbench(context, global, (workbench) =>
      findDrift(workbench, { exitCode: options.exitCode === true }),
    ),
})
