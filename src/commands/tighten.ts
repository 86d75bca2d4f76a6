import type { TightenAnswer } from '../answers/tighten.ts'
import { tightenRules } from '../author/tighten-rules.ts'
import { assertSender } from '../inspect/sender.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonText } from '../media/json-text.ts'
import { logNotes } from '../media/log-notes.ts'
import { tightenText } from '../media/tighten-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { LOG_ARGUMENT, LOG_OPTIONS, logQuestion } from './log-options.ts'
import { SHARED } from './shared-option.ts'

/** Finds access that no call of a log used, and narrows the rules. It writes only policy files, and only with --write. */
export const command = defineCommand<TightenAnswer>({
  name: 'tighten',
  description:
    'Shows which rules and routes no call of a log used, and how narrow the others could be so that each of\nits calls is decided as before: fewer methods, longer prefixes (up to tighten.depth). Each edit is\nproven to open nothing; rules that deny or require approval, and routes, are reported and never rewritten.',
  arguments: [LOG_ARGUMENT],
  options: [
    ...LOG_OPTIONS,
    {
      flags: '--write',
      description: 'edit the files: narrow rules and delete unused allow rules; comments stay',
    },
    SHARED,
  ],
  media: {
    text: (answer, look) => ({ stdout: tightenText(answer, look), stderr: notes(answer, look) }),
    json: (answer, look) => ({ stdout: jsonText(answer.document), stderr: notes(answer, look) }),
  },
  examples: [
    ['policyctl tighten calls.jsonl', 'see what last month did not need'],
    ['policyctl tighten logs/*.jsonl.gz --write', 'make the files as narrow as the calls'],
  ],
  answer: ({ context, global, args, options }) =>
    withWorkbench(context, global, (workbench) =>
      tightenRules(
        workbench,
        {
          log: logQuestion(args, options),
          write: options.write === true,
          shared: options.shared === true,
        },
        assertSender,
      ),
    ),
})

function notes({ document, view }: TightenAnswer, look: Parameters<typeof logNotes>[1]): string {
  return view.errors.map(findingLine).join('') + logNotes(document.log, look)
}
