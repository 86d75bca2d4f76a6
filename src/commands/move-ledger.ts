import type { MoveLedgerAnswer } from '../answers/move-ledger.ts'
import { moveLedgerTo } from '../deploy/move-ledger.ts'
import { jsonText } from '../media/json-text.ts'
import { moveLedgerText } from '../media/move-ledger-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Continues a ledger after its target, URL, namespace or folder changed. */
export const command = defineCommand<MoveLedgerAnswer>({
  name: 'move-ledger',
  description:
    'Continues a ledger, with its history, after its target, base URL, namespace or project folder changed.\nNothing is deleted, and nothing of the workspace changes: the next plan compares with what was applied before.\nTwo ledgers of one workspace and project become one. Talks to git only, never to the workspace.',
  options: [
    {
      flags: '--from <name>',
      description:
        'the old name of the ledger: that of its target when it was started; --target names the new one',
    },
  ],
  media: {
    text: (answer) => ({ stdout: moveLedgerText(answer) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
  },
  examples: [
    ['policyctl move-ledger --from production --target production', 'after its URL, or the folder, changed'],
    ['policyctl move-ledger --from default --target production', 'continue it under another name'],
  ],
  answer: ({ context, global, options }) => {
    const from = typeof options.from === 'string' ? options.from : null
    return withWorkbench(context, global, (workbench) => moveLedgerTo(workbench, { from }))
  },
})
