/** Prints one decision on a terminal: the decision, then why, why not, how to change it, and what was assumed. */
import pc from 'picocolors'
import type { RuleTrace } from '../access/model/decide.ts'
import { parsePattern } from '../access/model/pattern.ts'
import { READING } from '../access/model/reading.ts'
import type { Decision } from '../access/model/region.ts'
import { isSameApproval } from '../access/model/route-taken.ts'
import { normaliseUrl } from '../access/model/url.ts'
import type { ExplainAnswer, ExplainedRequest, ExplainView } from '../answers/explain.ts'
import type { Spec } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'
import { hasUserinfo } from '../policy/userinfo.ts'
import { bindingsBehind } from '../words/binding-words.ts'
import { mappedWords } from '../words/cause-words.ts'
import { changeWords, routeWords } from '../words/decision-words.ts'
import { ruleLine } from '../words/entry-words.ts'
import { printable } from '../words/printable.ts'
import { notComparedWords } from '../words/uncompared-words.ts'
import { flipRows, ruleAt } from './explain-flips.ts'
import { terminal } from './terminal.ts'

export interface ExplainTextOptions {
  readonly color: boolean
  /** True to list every rule that did not match. */
  readonly verbose: boolean
}

interface Setting extends ExplainTextOptions, Pick<ExplainView, 'sender' | 'side' | 'other'> {
  /** The policies in question, by name. */
  readonly policies: ReadonlyMap<string, Spec>
}

const WORDS: Readonly<Record<Decision, string>> = {
  allow: 'ALLOWED',
  deny: 'DENIED',
  approval_required: 'APPROVAL',
}
const WIDTH = 10
/** The most rules that did not match; the others are only counted. */
const RULES = 12

export function explainText(
  { document: explanation, view }: ExplainAnswer,
  look: ExplainTextOptions,
): string {
  const policies = new Map(view.bound.map(({ name, spec }) => [name, spec]))
  const options = { ...look, ...view, policies }
  const { tool } = explanation
  const blocks = [
    headLines(explanation, options),
    section('because', becauseRows(explanation, options)),
    section(
      tool.state === 'unregistered' ? 'matched' : 'beaten',
      traceRows(beaten(explanation), options, () => ''),
    ),
    section('not', notRows(explanation, options)),
    section('to flip', flipRows(explanation.flip, options)),
    section('resolved', resolvedRows(explanation)),
    section('assumed', [[assumption(explanation, options)]]),
    section('unknown', unknownRows(explanation, view)),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** Policies compare the path as it is written; this row decides it as a gateway may resolve it first. */
function resolvedRows({ resolved }: ExplainedRequest): readonly (readonly string[])[] {
  if (resolved === null) return []
  const rules = resolved.because.map(({ policy, rule }) => `${policy}#${rule}`).join(', ')
  const row = [printable(resolved.url), WORDS[resolved.decision], printable(rules === '' ? 'no rule' : rules)]
  return [row, ['if a gateway resolves the path before policies are asked']]
}

function headLines(explanation: ExplainedRequest, setting: Setting): string {
  const { color, side, other } = setting
  const { request, decision, route } = explanation
  const { red, yellow, green, bold } = pc.createColors(color)
  const paint = { allow: green, deny: red, approval_required: yellow }[decision]
  const lines = [
    `${paint(bold(WORDS[decision].padEnd(WIDTH)))}${printable(`${request.method} ${request.url}   ${senderText(setting)}`)}`,
    ...(decision !== 'approval_required'
      ? []
      : [
          `${' '.repeat(WIDTH)}${route === null ? 'no route matches it: an administrator may approve' : `by ${terminal(routeWords(route))}   ${printable(`${route.policy}@${route.name}`)}`}`,
        ]),
    `${' '.repeat(WIDTH)}from ${printable(side)}${bindingsBehind(explanation.bindings)}${other === null ? '' : `; ${otherWords(explanation, other)}`}`,
  ]
  return lines.join('\n')
}

function senderText({ sender, policies }: Setting): string {
  switch (sender.by) {
    case 'agent':
      return `as ${sender.agent}`
    case 'policies':
      return `under ${[...policies.keys()].join(', ')}`
    case 'all':
      return policies.size === 1 ? 'under the only policy' : `under all ${policies.size} policies`
  }
}

/** An agent that the workspace does not name has no policy there, so its decision is what the files suppose. */
function otherWords(
  here: ExplainedRequest,
  { name, document, isSupposed = false }: NonNullable<ExplainView['other']>,
): string {
  if (document === null) return `${name} has no such agent or policy`
  const decides = decidesText(here, { name, document })
  return isSupposed
    ? `${name} names no such agent; if it bound the agent as the files do: ${decides}`
    : decides
}

function decidesText(
  here: ExplainedRequest,
  { name, document }: { readonly name: string; readonly document: ExplainedRequest },
): string {
  if (here.decision === document.decision && isSameApproval(here.route, document.route))
    return `${name} decides the same`
  const { after } = changeWords({
    before: here.decision,
    after: document.decision,
    routeBefore: here.route,
    routeAfter: document.route,
  })
  return `${name} decides otherwise: ${terminal(after)}`
}

type Row = readonly string[]

/** Lists files and live policies that cannot be read, since one may have the rule that decides. */
function unknownRows({ unreadable }: ExplainedRequest, { errors }: ExplainView): readonly Row[] {
  return notComparedWords({ errors, unreadable }).map((words) => [terminal(words)])
}

/** Writes aligned columns, with a word at the left of the first row. */
function section(word: string, rows: readonly Row[]): string {
  if (rows.length === 0) return ''
  const widths = [0, 1].map((column) =>
    Math.max(...rows.map((row) => (row.length > column + 1 ? (row[column] ?? '').length : 0))),
  )
  return rows
    .map((row, index) => {
      const cells = row.map((cell, column) =>
        column < row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell,
      )
      return `${(index === 0 ? word : '').padEnd(WIDTH)}${cells.join('   ').trimEnd()}`
    })
    .join('\n')
}

function becauseRows({ because, tool }: ExplainedRequest, { policies }: Setting): readonly Row[] {
  if (tool.state === 'unregistered') return [['no tool has this host, so no policy is asked']]
  if (because.length === 0) return [['no rule matches, and what no rule matches is denied']]
  return because.map(({ policy, rule, file, line, mapped = [] }) => [
    printable(`${policy}#${rule}`),
    ruleWords(policies, policy, rule),
    file === null ? '' : `${printable(`${file}:${line ?? 1}`)}${terminal(mappedWords(mapped))}`,
  ])
}

/** Rules that matched and were overruled by a stronger one. */
function beaten({ rules, decision }: ExplainedRequest): readonly RuleTrace[] {
  return rules.filter(({ matched, permission }) => matched && permission !== decision)
}

function notRows({ rules, request }: ExplainedRequest, options: Setting): readonly Row[] {
  const others = rules.filter(({ matched }) => !matched)
  const shown = options.verbose ? others : others.slice(0, RULES)
  const rest = others.length - shown.length
  const rows = traceRows(shown, options, (trace) => failureWords(trace, request, options))
  return rest === 0 ? rows : [...rows, [`and ${rest} more rules that do not match (--verbose)`]]
}

function traceRows(
  traces: readonly RuleTrace[],
  { policies }: Setting,
  why: (trace: RuleTrace) => string,
): readonly Row[] {
  return traces.map((trace) => [
    printable(`${trace.policy}#${trace.rule}`),
    ruleWords(policies, trace.policy, trace.rule),
    why(trace),
  ])
}

function failureWords({ policy, rule, failed }: RuleTrace, request: Request, { policies }: Setting): string {
  const written = ruleAt(policies, policy, rule)
  if (failed === 'method' || written === undefined) return String(failed)
  if (failed === 'tags') return printable(`tags: the tool has [${request.tags.join(', ')}]`)
  const at = divergence(written.resource, request.url)
  return at === '' ? 'resource' : printable(`resource, at "${at}"`)
}

/** Returns the segment of the pattern at which the URL differs; '' if it could show a password. */
function divergence(resource: string | undefined, url: string): string {
  if (resource !== undefined && hasUserinfo(resource)) return ''
  const { key } = parsePattern(resource)
  const normal = normaliseUrl(url) ?? url
  let same = 0
  while (same < key.length && key[same] === normal[same]) same += 1
  const start = key.lastIndexOf('/', Math.max(same - 1, 0)) + 1
  const end = key.indexOf('/', same)
  return key.slice(start, end < 0 ? undefined : end)
}

function assumption(
  { request, tool: { state, names } }: ExplainedRequest,
  { sender, policies }: Setting,
): string {
  const bound =
    sender.by === 'all' && policies.size > 1
      ? `an agent that has all ${policies.size} policies, though there may be none (--agent NAME asks for a real one); `
      : ''

  const tags = `tags [${request.tags.join(', ')}]`
  const tool = request.tool === null ? 'no tool' : `tool ${request.tool}`
  const capability = request.capability === null ? '' : `, capability ${request.capability}`
  const host = {
    unread: 'host registered',
    unregistered: 'as the tools of the workspace say',
    several: `several tools have this host (${names.join(', ')}; --tool NAME chooses one)`,
    found:
      request.tool === names[0]
        ? 'as the tools of the workspace say'
        : `though the host is that of ${names[0]}`,
  }[state]
  return printable(`${bound}${tool}${capability}, ${tags}, ${host}; reading ${READING}`)
}

function ruleWords(policies: ReadonlyMap<string, Spec>, policy: string, rule: number): string {
  const written = ruleAt(policies, policy, rule)
  return written === undefined ? '' : printable(ruleLine(written))
}
