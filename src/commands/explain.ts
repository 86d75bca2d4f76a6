import type { BoundPolicy } from '../access/model/decide.ts'
import { READING } from '../access/model/reading.ts'
import { explainDocument } from '../answers/explain.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { explainText } from '../media/explain-text.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonLine, jsonText } from '../media/json-text.ts'
import type { Project } from '../workbench/project.ts'
import { openSides, type Side } from '../workbench/side.ts'
import { parseSideName, SIDE_SYNTAX, type SideName } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import type { Command, Invocation } from './command.ts'
import { boundTo, checkedRequest, type Sender } from './explain/question.ts'
import { atLine, questionsIn, readLines } from './explain/read-requests.ts'
import { warnOfMethod } from './warn-of-method.ts'

const collect = (value: string, previous: unknown): readonly string[] => [
  ...((previous as readonly string[] | undefined) ?? []),
  value,
]

/** Decides one request, or a file of them, and says why. */
export const command: Command = {
  name: 'explain',
  description:
    'Decides one request and says which rules and which route make the decision, why each other rule\ndoes not match, and which smallest edit would turn it. Without --agent and --policy all policies count.\nWith --target, what the workspace decides is told too.',
  arguments: [
    ['[method]', 'HTTP method'],
    ['[url]', 'absolute URL'],
  ],
  options: [
    {
      flags: '--tag <tag>',
      description: 'tag of the tool that is called; repeatable',
      parse: collect,
      isRepeatable: true,
    },
    { flags: '--tool <id>', description: 'tool that is called; only routes look at it' },
    { flags: '--capability <name>', description: 'capability of the tool; only routes look at it' },
    { flags: '--agent <name>', description: 'agent that sends it, NAME or NAMESPACE/NAME' },
    {
      flags: '--policy <name>',
      description: 'policies to decide by instead of an agent; repeatable',
      parse: collect,
      isRepeatable: true,
    },
    { flags: '--side <side>', description: `where policies are read: ${SIDE_SYNTAX} (default: files)` },
    {
      flags: '--requests <file>',
      description: 'JSON lines of requests, - for standard input; one document a line comes out',
    },
  ],
  formats: ['text', 'json'],
  examples: [
    ['policyctl explain POST https://api.stripe.com/v1/charges --policy payments', 'why is a human asked?'],
    [
      'policyctl explain GET https://hr.acme.example/api/leave/2026 --agent onboarding-agent',
      'may this agent?',
    ],
    ['policyctl explain --requests requests.jsonl', 'many at once, as JSON lines'],
  ],
  run: async (invocation: Invocation) => {
    const { options } = invocation
    if (typeof options.requests === 'string') return explainMany(options.requests, invocation)
    return explainOne(invocation)
  },
}

async function explainOne(invocation: Invocation): Promise<ExitStatus> {
  const { context, args, options, format, global } = invocation
  const [method, url] = args
  if (method === undefined || url === undefined)
    throw usage('explain needs METHOD and URL, or --requests FILE')
  const request = checkedRequest({
    method: method.toUpperCase(),
    url,
    tags: (options.tag as readonly string[] | undefined) ?? [],
    tool: textOrNull(options.tool),
    capability: textOrNull(options.capability),
  })
  warnOfMethod(request.method, invocation)
  const sender = senderOf(invocation)
  const { project, sides } = await readSides(invocation)
  const [side, live] = sides
  const whereAgents = whereAgentsAre(invocation, project, side)
  const bound = boundTo(sender, side, whereAgents)
  const document = explainDocument(request, bound, side)
  if (format === 'json') context.stdout.write(jsonText(document))
  else
    context.stdout.write(
      explainText(document, {
        color: context.stdout.hasColor,
        verbose: global.verbose,
        reading: READING,
        sender: senderText(sender, bound),
        agent: sender.by === 'agent' ? sender.agent : null,
        side: side.name,
        policies: new Map(bound.map(({ name, spec }) => [name, spec])),
        other:
          live === undefined
            ? null
            : otherSide(live, () => explainDocument(request, boundTo(sender, live, whereAgents), live)),
      }),
    )
  return statusOf(invocation, side)
}

async function explainMany(file: string, invocation: Invocation): Promise<ExitStatus> {
  const { context, args, options } = invocation
  const extra = ['tag', 'tool', 'capability', 'agent', 'policy'].find((name) => options[name] !== undefined)
  if (args.length > 0 || extra !== undefined)
    throw usage(
      `--requests brings its own requests; leave ${extra === undefined ? 'METHOD and URL' : `--${extra}`} out`,
    )
  const lines = await readLines(context, file)
  const { project, sides } = await readSides(invocation)
  const [side] = sides
  const whereAgents = whereAgentsAre(invocation, project, side)
  for (const { request, sender, place } of questionsIn(lines, file)) {
    warnOfMethod(request.method, invocation, place)
    const bound = atLine(place, () => boundTo(sender, side, whereAgents))
    context.stdout.write(jsonLine(explainDocument(request, bound, side)))
  }
  return statusOf(invocation, side)
}

/** The side in question and, where a target is named, what it decides besides. */
async function readSides(
  invocation: Invocation,
): Promise<{ readonly project: Project; readonly sides: readonly [Side, Side?] }> {
  const { context, global, options } = invocation
  const name = parseSideName(textOrNull(options.side) ?? 'files')
  const live: SideName = { kind: 'live' }
  const wanted = global.target !== null && name.kind !== 'live' ? [name, live] : [name]
  return withWorkbench(context, global, async (workbench) => {
    const [side, other] = await openSides(wanted, workbench)
    if (side === undefined) throw new Error('an explanation without a side')
    return { project: workbench.project, sides: other === undefined ? [side] : [side, other] }
  })
}

/** What makes an agent known that is not: with a target, the workspace says who is bound. */
function whereAgentsAre({ global }: Invocation, { config }: Project, { kind }: Side): string {
  const documents = 'agents are known from PolicyBinding documents'
  if (kind === 'live' || global.target !== null) return `${documents} and from the workspace, which was asked`
  const target = config.defaultTarget ?? [...config.targets.keys()][0]
  const flag = target === undefined ? '--side live' : `--target ${target}`
  return `${documents} and, with ${flag}, from the workspace`
}

function otherSide<T>(live: Side, decide: () => T): { readonly name: string; readonly document: T | null } {
  try {
    return { name: live.name, document: decide() }
  } catch (error) {
    // The other side need not have the policies that were asked for.
    if (error instanceof PolicyctlError && error.code === 'usage') return { name: live.name, document: null }
    throw error
  }
}

function statusOf({ context }: Invocation, { errors }: Side): ExitStatus {
  for (const finding of errors) context.stderr.write(findingLine(finding))
  return errors.length > 0 ? EXIT.no : EXIT.done
}

function senderOf({ options }: Invocation): Sender {
  const { agent, policy } = options
  if (agent !== undefined && policy !== undefined) throw usage('--agent and --policy exclude each other')
  if (typeof agent === 'string') return { by: 'agent', agent }
  return Array.isArray(policy) ? { by: 'policies', policies: policy } : { by: 'all' }
}

function senderText(sender: Sender, bound: readonly BoundPolicy[]): string {
  switch (sender.by) {
    case 'agent':
      return `as ${sender.agent}`
    case 'policies':
      return `under ${bound.map(({ name }) => name).join(', ')}`
    case 'all':
      return `under all ${bound.length} policies`
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function usage(message: string): PolicyctlError {
  return new PolicyctlError('usage', { message, hint: 'policyctl explain --help shows examples' })
}
