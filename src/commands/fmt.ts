import type { FormatAnswer } from '../answers/format.ts'
import { formatFiles } from '../author/format-files.ts'
import { formatNotes, formatText } from '../media/format-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Writes policy files in one layout, so that a diff shows only what was meant to change. */
export const command = defineCommand<FormatAnswer>({
  name: 'fmt',
  description:
    'Writes policy files in the canonical layout: two spaces, keys in order, short lists between brackets.\nComments stay, and so do values: a file that would change in meaning is left alone.',
  arguments: [['[path...]', 'files and folders (default: all policies of the project)']],
  options: [{ flags: '--check', description: 'write nothing; exit status 1 if a file would change' }],
  media: { text: (answer) => ({ stdout: formatText(answer), stderr: formatNotes(answer) }) },
  examples: [
    ['policyctl fmt', 'format all policies'],
    ['policyctl fmt --check', 'fail if a file is not formatted'],
  ],
  answer: ({ context, global, args, options }) =>
    withWorkbench(context, global, (workbench) =>
      formatFiles(workbench, { paths: args, check: options.check === true }),
    ),
})
