import type { PullAnswer } from '../answers/pull.ts'
import { pullLive } from '../author/pull-live.ts'
import { jsonText } from '../media/json-text.ts'
import { pullNotes, pullText } from '../media/pull-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { SHARED } from './shared-option.ts'

/** Live edits → files; the workspace is only read. */
export const command = defineCommand<PullAnswer>({
  name: 'pull',
  description:
    'Takes what somebody changed in the workspace into the policy files, and replaces only what differs:\ncomments, order and layout stay. What was changed in the files, too, is left until it is forced.\nNothing is written to the workspace, and nothing is committed.',
  arguments: [['[name...]', 'policies to take (default: all that were edited live)']],
  options: [
    { flags: '--all', description: 'policies that are in no file, too' },
    {
      flags: '--force',
      description: 'also what would undo work in the files: not applied, edited on both sides, not committed',
    },
    SHARED,
  ],
  media: {
    text: (answer, look) => ({ stdout: pullText(answer.document, look), stderr: pullNotes(answer) }),
    json: (answer) => ({ stdout: jsonText(answer.document), stderr: pullNotes(answer) }),
  },
  examples: [
    ['policyctl pull', 'take all live edits into the files'],
    ['policyctl pull payments --force', 'make one file what is live, whatever it says now'],
  ],
  answer: ({ context, global, args, options }) =>
    withWorkbench(context, global, (workbench) =>
      pullLive(workbench, {
        names: args,
        all: options.all === true,
        force: options.force === true,
        shared: options.shared === true,
      }),
    ),
})
