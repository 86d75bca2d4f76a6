import type { AdoptAnswer } from '../answers/adopt.ts'
import { adoptLive } from '../author/adopt-live.ts'
import { adoptText } from '../media/adopt-text.ts'
import { jsonText } from '../media/json-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { SHARED } from './shared-option.ts'

/** Onboarding: what is live becomes files, baseline and ledger; the workspace is only read. */
export const command = defineCommand<AdoptAnswer>({
  name: 'adopt',
  description:
    'Writes a file for each live policy that has none, records findings that exist already in\n.policyctl-baseline.json, and records the policies in the ledger as they are. Afterwards lint passes and\nplan shows only changes that the files had before. Nothing is written to the workspace, and nothing is committed to a branch.',
  arguments: [['[name...]', 'live policies to adopt']],
  options: [{ flags: '--all', description: 'all live policies' }, SHARED],
  media: {
    text: ({ document }, look) => ({ stdout: adoptText(document, look) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
  },
  examples: [
    ['policyctl adopt --all', 'take a whole workspace over'],
    ['policyctl adopt payments crm-read', 'begin with two policies'],
  ],
  answer: ({ context, global, args, options }) =>
    withWorkbench(context, global, (workbench) =>
      adoptLive(workbench, {
        names: args,
        all: options.all === true,
        shared: options.shared === true,
      }),
    ),
})
