import type { ExplainAnswer, ExplainEndAnswer, Sender } from '../answers/explain.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { explainRequest, explainRequests } from '../inspect/explain-request.ts'
import { explainText } from '../media/explain-text.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonLine, jsonText } from '../media/json-text.ts'
import type { Medium } from '../media/printed.ts'
import { parseSideName, SIDE_MEANING, SIDE_SYNTAX } from '../workbench/side-name.ts'
import { openWorkbench, withWorkbench } from '../workbench/workbench.ts'
import { defineCommand, type Invocation, type Options } from './command.ts'

type Answered = ExplainAnswer | ExplainEndAnswer

const collect = (value: string, previous: unknown): readonly string[] => [
  ...((previous as readonly string[] | undefined) ?? []),
  value,
]

/** Decides one request, or a file of them, and says why. */
export const command = defineCommand<Answered>({
  name: 'explain',
  targets: 'each',
  onlyOne: ['requests'],
  description:
    'Decides one request and says which rules and which route make the decision, why each other rule\ndoes not match, and the smallest edit that would change the decision. Without --agent and --policy all policies count.\nWith --target, the decision of the workspace is shown too.',
  arguments: [
    ['[method]', 'HTTP method'],
    ['[url]', 'absolute URL'],
  ],
  options: [
    {
      flags: '--tag <tag>',
      description: 'tag of the called tool; repeatable',
      parse: collect,
      isRepeatable: true,
    },
    { flags: '--tool <id>', description: 'id of the called tool; only routes depend on it' },
    { flags: '--capability <name>', description: 'capability of the tool; only routes depend on it' },
    { flags: '--agent <name>', description: 'agent that sends it, NAME or NAMESPACE/NAME' },
    {
      flags: '--policy <name>',
      description: 'policies to decide by instead of an agent; repeatable',
      parse: collect,
      isRepeatable: true,
    },
    {
      flags: '--side <side>',
      description: `the side to read policies from: ${SIDE_SYNTAX} (default: files). ${SIDE_MEANING}`,
    },
    {
      flags: '--requests <file>',
      description: 'JSON lines of requests, - for standard input; prints one document a line',
    },
  ],
  media: { text: shown(explainText), json: shown(({ document }) => jsonText(document)) },
  examples: [
    ['policyctl explain POST https://api.stripe.com/v1/charges --policy payments', 'why is a human asked?'],
    [
      'policyctl explain GET https://hr.acme.example/api/leave/2026 --agent onboarding-agent',
      'may this agent send it?',
    ],
    ['policyctl explain --requests requests.jsonl', 'decide many requests, as JSON lines'],
    ['policyctl explain --requests requests.jsonl --target production', 'also say what live decides of each'],
  ],
  answer: (invocation) => {
    const { options } = invocation
    return typeof options.requests === 'string'
      ? explainMany(options.requests, invocation)
      : explainOne(invocation)
  },
})

/** With --requests each answer is one line of JSON, in every format. */
function shown(
  one: (answer: ExplainAnswer, look: Parameters<Medium<Answered>>[1]) => string,
): Medium<Answered> {
  return (answer, look) => {
    const stderr = answer.view.errors.map(findingLine).join('')
    if (answer.kind === 'explain-end') return { stdout: '', stderr }
    return { stdout: answer.view.isLine ? jsonLine(answer.document) : one(answer, look), stderr }
  }
}

async function explainOne({ context, global, args, options }: Invocation): Promise<Answered> {
  const [method, url] = args
  if (method === undefined || url === undefined)
    throw usage('explain needs METHOD and URL, or --requests FILE')
  const request = {
    method: method.toUpperCase(),
    url,
    tags: (options.tag as readonly string[] | undefined) ?? [],
    tool: textOrNull(options.tool),
    capability: textOrNull(options.capability),
  }
  const question = { request, sender: senderOf(options), side: sideOf(options) }
  return withWorkbench(context, global, (workbench) => explainRequest(workbench, question))
}

async function* explainMany(file: string, { context, global, args, options }: Invocation) {
  const extra = ['tag', 'tool', 'capability', 'agent', 'policy'].find((name) => options[name] !== undefined)
  if (args.length > 0 || extra !== undefined)
    throw usage(
      `--requests brings its own requests; leave ${extra === undefined ? 'METHOD and URL' : `--${extra}`} out`,
    )
  const workbench = await openWorkbench(context, global)
  try {
    yield* explainRequests(workbench, { file, side: sideOf(options) })
  } finally {
    await workbench.close()
  }
}

function sideOf({ side }: Options) {
  return parseSideName(textOrNull(side) ?? 'files')
}

function senderOf({ agent, policy }: Options): Sender {
  if (agent !== undefined && policy !== undefined) throw usage('--agent and --policy exclude each other')
  if (typeof agent === 'string') return { by: 'agent', agent }
  return Array.isArray(policy) ? { by: 'policies', policies: policy } : { by: 'all' }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function usage(message: string): PolicyctlError {
  return new PolicyctlError('usage', { message, hint: 'policyctl explain --help shows examples' })
}
