import type { WhoCanAnswer } from '../answers/who-can.ts'
import { whoCanSend } from '../inspect/who-can-send.ts'
import { jsonText } from '../media/json-text.ts'
import { whoCanCsv } from '../media/who-can-csv.ts'
import { whoCanNotes } from '../media/who-can-notes.ts'
import { whoCanText } from '../media/who-can-text.ts'
import { parseSideName, SIDE_MEANING, SIDE_SYNTAX } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Lists every agent and unbound policy that may send requests that match a method and a pattern. */
export const command = defineCommand<WhoCanAnswer>({
  name: 'who-can',
  targets: 'each',
  description:
    "Lists every agent, and every policy without a known agent, that may send requests that match METHOD and PATTERN: the decision, the approvers, the deciding rule, and the exact part of PATTERN that it applies to.\nMETHOD may be '*', PATTERN may end in '*'.",
  arguments: [
    ['<method>', "HTTP method, or '*' for any"],
    ['<pattern>', "URL, or a prefix that ends in '*'"],
  ],
  options: [
    {
      flags: '--side <side>',
      description: `the side to read policies from: ${SIDE_SYNTAX} (default: files). ${SIDE_MEANING}`,
    },
  ],
  media: {
    text: (answer, look) => ({
      stdout: whoCanText(answer, look),
      stderr: whoCanNotes(answer, look),
    }),
    json: (answer, look) => ({ stdout: jsonText(answer.document), stderr: whoCanNotes(answer, look) }),
    csv: (answer, look) => ({ stdout: whoCanCsv(answer.document), stderr: whoCanNotes(answer, look) }),
  },
  examples: [
    ["policyctl who-can POST 'https://api.stripe.com/*'", 'see who can move money'],
    ["policyctl who-can '*' 'https://hr.acme.example/*' --format csv", 'for a spreadsheet'],
  ],
  answer: async ({ context, global, args, options }) => {
    const [method = '', pattern = ''] = args
    const side = parseSideName(typeof options.side === 'string' ? options.side : 'files')
    return withWorkbench(context, global, (workbench) => whoCanSend(workbench, { method, pattern, side }))
  },
})
