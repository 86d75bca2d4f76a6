import pc from 'picocolors'
import { READING } from '../access/model/reading.ts'
import type { PlacedGrant, WhoCanAnswer } from '../answers/who-can.ts'
import { count } from '../diagnostic/count.ts'
import { bindingsBehind } from '../words/binding-words.ts'
import { mappedWords } from '../words/cause-words.ts'
import { decisionWords } from '../words/decision-words.ts'
import { printable } from '../words/printable.ts'
import { requestWords } from '../words/request-words.ts'
import { notComparedWords } from '../words/uncompared-words.ts'
import { whoWords } from '../words/who-words.ts'
import { terminal } from './terminal.ts'

export interface WhoCanTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

const INDENT = ' '.repeat(10)
const NAMES = 4

/** Lists the grants, those without a human first, each with its part of the pattern and its rule. */
export function whoCanText(
  { document, view }: Pick<WhoCanAnswer, 'document' | 'view'>,
  options: WhoCanTextOptions,
): string {
  const { side, method, pattern, bindings, grants, withoutTool, unreadable } = document
  const { bold, dim } = pc.createColors(options.color)
  const unknown = notComparedWords({ errors: view.errors, unreadable })
  const agents = new Set(grants.flatMap((grant) => grant.agents)).size
  const policies = new Set(grants.flatMap((grant) => grant.policies)).size
  const counts = [
    count(agents, 'agent', 'agents'),
    ...(policies === 0 ? [] : [`${count(policies, 'policy', 'policies')} bound to no known agent`]),
  ]
  const nobody = unknown.length === 0 ? 'nobody' : 'nobody, as far as it can be read'
  const blocks = [
    `${bold(printable(`${method === '*' ? 'any method' : method} ${pattern}`))}   from ${printable(side)}${bindingsBehind(bindings)}`,
    ...grants.map((grant) => grantText(grant, options)),
    ...withoutTool.map(
      (resource) =>
        `${dim('DENIED    ')}${printable(resource)}   no tool has this host, or none with these tags`,
    ),
    ...unknown.map((words) => `${dim('UNKNOWN   ')}${terminal(words)}`),
    `${grants.length === 0 ? nobody : counts.join(', ')}; reading ${READING}`,
  ]
  return `${blocks.join('\n\n')}\n`
}

function grantText(grant: PlacedGrant, { color, verbose }: WhoCanTextOptions): string {
  const { green, yellow, bold, dim } = pc.createColors(color)
  const limit = verbose ? Number.POSITIVE_INFINITY : NAMES
  const mark = grant.decision === 'allow' ? green('ALLOWED   ') : yellow('APPROVAL  ')
  const who = terminal(whoWords(grant), { limit })
  const lines = [
    terminal(requestWords(grant), { limit }),
    ...(grant.decision === 'allow' ? [] : [terminal(decisionWords(grant.decision, grant.route))]),
    ...[...grant.because.map(ruleText), ...elsewhereTexts(grant, limit)].map(dim),
  ]
  return [`${mark}${bold(who)}`, ...lines.map((line) => INDENT + line)].join('\n')
}

type PlacedRule = PlacedGrant['because'][number]

function ruleText({ policy, rule, file, line, mapped = [] }: PlacedRule): string {
  return `${printable(`${policy}#${rule}${file === null ? '' : `   ${file}:${line ?? 1}`}`)}${terminal(mappedWords(mapped))}`
}

/** Says of the rules that do not decide the example that they decide others of the requests. */
function elsewhereTexts({ elsewhere }: PlacedGrant, limit: number): readonly string[] {
  const shown = elsewhere.slice(0, limit).map((rule) => `${ruleText(rule)}   for others of these requests`)
  const more = elsewhere.length - shown.length
  return more === 0
    ? shown
    : [...shown, `and ${count(more, 'more rule', 'more rules')} for others of these requests (--verbose)`]
}
