import type { PullAnswer } from '../answers/pull.ts'
import { pullLive } from '../author/pull-live.ts'
import { jsonText } from '../media/json-text.ts'
import { pullNotes, pullText } from '../media/pull-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { SHARED } from './shared-option.ts'

/** Takes live edits into the files; the workspace is only read. */
export const command = defineCommand<PullAnswer>({
  name: 'pull',
  description:
    'Takes live edits into the policy files, and replaces only what differs:\ncomments, order and layout stay. A policy that was changed in the files too is skipped without --force.\nNothing is written to the workspace, and nothing is committed.',
  arguments: [['[name...]', 'policies to take (default: all that somebody edited live)']],
  options: [
    { flags: '--all', description: 'also policies that are in no file' },
    {
      flags: '--force',
      description:
        'also changes that would undo work in the files: not applied, edited on both sides, not committed',
    },
    SHARED,
  ],
  media: {
    text: (answer, look) => ({ stdout: pullText(answer.document, look), stderr: pullNotes(answer) }),
    json: (answer) => ({ stdout: jsonText(answer.document), stderr: pullNotes(answer) }),
  },
  examples: [
    ['policyctl pull', 'take all live edits into the files'],
    ['policyctl pull payments --force', 'make one file say what is live, whatever it says now'],
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
