import type { HistoryAnswer } from '../answers/history.ts'
import { accessHistory } from '../inspect/access-history.ts'
import { historyCsv } from '../media/history-csv.ts'
import { historyText } from '../media/history-text.ts'
import { jsonText } from '../media/json-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Lists the applies that changed access: who allowed what, when, through which pull request. */
export const command = defineCommand<HistoryAnswer>({
  name: 'history',
  description:
    'Lists the commits of the ledger that changed access, oldest first: what changed for which agent, when, by whom, through\nwhich pull requests, and who approved them. Compares the applied policies, with the bindings of that time, and not\ntheir text. A live edit that was pulled, and a\nbinding that somebody changed, count with the first apply after them. Other live edits are in no record, nor is what\nan apply changed by putting them back: a note names such applies. Works in a git clone; needs no API key, and sends nothing to the workspace.',
  arguments: [['[name...]', 'only changes that these policies caused (default: all)']],
  options: [
    { flags: '--agent <agent>', description: 'only changes for this agent' },
    { flags: '--request <request>', description: "only changes of these requests: 'METHOD PATTERN'" },
  ],
  media: {
    text: (answer, look) => ({ stdout: historyText(answer, look) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
    csv: (answer) => ({ stdout: historyCsv(answer) }),
  },
  examples: [
    ['policyctl history payments --target production', 'see what a policy did over time'],
    [
      "policyctl history --request 'DELETE https://api.stripe.com/*'",
      'see who may delete at Stripe, since when, and who allowed it',
    ],
    ['policyctl history --agent refunds --format csv', 'for a spreadsheet'],
  ],
  answer: ({ context, global, args, options }) => {
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
    const question = { names: args, agent: text(options.agent), request: text(options.request) }
    return withWorkbench(context, global, (workbench) => accessHistory(workbench, question))
  },
})
