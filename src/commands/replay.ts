import type { ReplayAnswer, ReplayDemand } from '../answers/replay.ts'
import { replayLog } from '../inspect/replay-log.ts'
import { replayPage } from '../media/comparison-page.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonText } from '../media/json-text.ts'
import { logNotes } from '../media/log-notes.ts'
import { replayMarkdown } from '../media/replay-markdown.ts'
import { replayText } from '../media/replay-text.ts'
import { parseSideName, SIDE_MEANING, SIDE_SYNTAX } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { LOG_ARGUMENT, LOG_OPTIONS, logQuestion } from './log-options.ts'

/** Decides real calls on two sides. Writes nothing, anywhere. */
export const command = defineCommand<ReplayAnswer>({
  name: 'replay',
  description: `Decides the calls of a log on two sides: which of them change, and how many calls each change of\naccess and each rule concerns. A side is ${SIDE_SYNTAX}. ${SIDE_MEANING}.\nLogs are JSON lines, HAR, Envoy's JSON access log or approval requests. Only method, URL without query,\nagent, tool and time of a call are kept; lines that cannot be read are counted and named.`,
  arguments: [LOG_ARGUMENT],
  options: [
    { flags: '--from <side>', description: 'side to compare from (default: git:HEAD)' },
    { flags: '--to <side>', description: 'side to compare to (default: files)' },
    ...LOG_OPTIONS,
    {
      flags: '--fail-on <change>',
      description:
        'exit status 1 if calls would be refused (denied), or allowed or handed to other approvers (wider)',
      choices: ['denied', 'wider'],
    },
  ],
  media: {
    text: (answer, look) => ({ stdout: replayText(answer, look), stderr: notes(answer, look) }),
    json: (answer, look) => ({ stdout: jsonText(answer.document), stderr: notes(answer, look) }),
    markdown: (answer, look) => ({ stdout: replayMarkdown(answer, look), stderr: notes(answer, look) }),
    html: (answer, look) => ({ stdout: replayPage(answer), stderr: notes(answer, look) }),
  },
  examples: [
    ['policyctl replay calls.jsonl', 'see what your edits since the last commit do to real calls'],
    [
      'policyctl replay calls.jsonl.gz --from live --target production --fail-on denied',
      'fail if a call of last month would be refused',
    ],
    ['policyctl replay test.har --agent billing-agent', 'replay the calls that a test recorded'],
    ['policyctl replay --approvals --target production', 'decide the calls anew that waited for approval'],
  ],
  answer: async ({ context, global, args, options }) => {
    const { from, to, failOn } = options
    const question = {
      from: parseSideName(typeof from === 'string' ? from : 'git:HEAD'),
      to: parseSideName(typeof to === 'string' ? to : 'files'),
      log: logQuestion(args, options),
      failOn: (failOn as ReplayDemand | undefined) ?? null,
    }
    return withWorkbench(context, global, (workbench) => replayLog(workbench, question))
  },
})

function notes({ document, view }: ReplayAnswer, look: Parameters<typeof logNotes>[1]): string {
  return view.errors.map(findingLine).join('') + logNotes(document.log, look)
}
