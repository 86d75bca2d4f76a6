import type { ProposeAnswer } from '../answers/propose.ts'
import { type ProposeQuestion, proposeGrants } from '../author/propose-grants.ts'
import { CallUrls } from '../calls/call-url.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertSender, checkedRequest } from '../inspect/sender.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonText } from '../media/json-text.ts'
import { logNotes } from '../media/log-notes.ts'
import { proposeText } from '../media/propose-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand, type Invocation } from './command.ts'
import { LOG_OPTIONS, logQuestion } from './log-options.ts'
import { SHARED } from './shared-option.ts'

/** Proposes the smallest edits that let a denied call through. It writes only policy files, and only with --write. */
export const command = defineCommand<ProposeAnswer>({
  name: 'propose',
  description:
    'Proposes the smallest edits of the files that give a denied call the wanted decision: another method\nin a rule, or a rule for this call alone. They are ranked by what else they change: fewest other\nagents, then fewest methods, then the narrowest resource; every change is shown.\nIf a rule stands in the way, or a guardrail forbids the call, it is named (status 1).',
  arguments: [
    ['[method]', 'HTTP method'],
    ['[url]', 'absolute URL'],
  ],
  options: [
    { flags: '--from-log <log>', description: 'all denied calls of a log; - for standard input' },
    {
      flags: '--decision <decision>',
      description: 'the wanted decision (default: allow)',
      choices: ['allow', 'approval_required'],
    },
    { flags: '--tool <id>', description: 'id of the called tool; only routes depend on it' },
    { flags: '--write', description: 'make the first proposal; comments stay' },
    SHARED,
    ...LOG_OPTIONS.map((option) =>
      option.flags.startsWith('--agent ')
        ? { ...option, description: 'the agent of the call, or of calls whose log does not name one' }
        : option,
    ),
  ],
  media: {
    text: (answer, look) => ({ stdout: proposeText(answer, look), stderr: notes(answer, look) }),
    json: (answer, look) => ({ stdout: jsonText(answer.document), stderr: notes(answer, look) }),
  },
  examples: [
    [
      'policyctl propose POST https://api.stripe.com/v1/refunds --agent billing-agent',
      'see what would let the call through',
    ],
    [
      'policyctl propose --from-log calls.jsonl --decision approval_required',
      'ask a human for every call that was denied',
    ],
  ],
  answer: (invocation) =>
    withWorkbench(invocation.context, invocation.global, (workbench) =>
      proposeGrants(workbench, questionOf(invocation), assertSender),
    ),
})

function questionOf({ args, options }: Invocation): ProposeQuestion {
  const decision = options.decision === 'approval_required' ? 'approval_required' : 'allow'
  const [write, shared] = [options.write === true, options.shared === true]
  const { fromLog, agent, tool } = options
  if (typeof fromLog === 'string' || options.approvals === true) {
    const source = typeof fromLog === 'string' ? '--from-log' : '--approvals'
    if (args.length > 0) throw usage(`${source} brings its own calls; leave METHOD and URL out`)
    if (tool !== undefined) throw usage(`${source} brings its own calls; leave --tool out`)
    const log = logQuestion(typeof fromLog === 'string' ? [fromLog] : [], options)
    return { decision, write, shared, wanted: { from: 'log', log } }
  }
  const [method, url, ...more] = args
  if (method === undefined || url === undefined || more.length > 0)
    throw usage('propose needs METHOD and URL, or --from-log LOG')
  if (typeof agent !== 'string') throw usage('propose needs --agent: access is granted to an agent')
  for (const name of ['field', 'inputFormat'])
    if (options[name] !== undefined) throw usage('--field and --input-format need --from-log')
  // Read like a URL of a log, without user and password, which must never be part of a rule.
  const read = new CallUrls().read(url)
  const request = checkedRequest({
    ...{ method: method.toUpperCase(), url: 'url' in read ? read.url : url, tags: [], capability: null },
    tool: typeof tool === 'string' ? tool : null,
  })
  if ('fault' in read) throw usage(`nothing can be proposed for the URL: ${read.fault}`)
  return { decision, write, shared, wanted: { from: 'request', agent, request } }
}

function usage(message: string): PolicyctlError {
  return new PolicyctlError('usage', { message, hint: 'policyctl propose --help shows examples' })
}

function notes({ document, view }: ProposeAnswer, look: Parameters<typeof logNotes>[1]): string {
  const errors = view.errors.map(findingLine).join('')
  return document.log === null ? errors : errors + logNotes(document.log, look)
}
