/** The status line: the green facts in one breath, and what was not looked at. */
import type { TargetReport } from '../../answers/target-report.ts'
import { count } from '../../diagnostic/count.ts'
import type { Severity } from '../../diagnostic/finding.ts'
import { markdown } from '../../media/markdown.ts'
import { code, plainName, prose } from '../../media/markdown-text.ts'
import { uncomparedIn } from '../../plan/unreadable.ts'
import { daysText } from '../../words/day-words.ts'
import { assumptionWords, guardrailCount } from '../../words/guardrail-words.ts'
import type { CommentFacts } from './comment-facts.ts'
import { type CommentInput, findingsToShow, type LintReport, type TestReport } from './comment-input.ts'

export function statusLine(input: CommentInput, facts: CommentFacts): string {
  const { lint, tests } = input
  const parts = [
    ...guardrailStatus(input),
    ...(tests === null ? [] : [testWords(tests)]),
    ...(lint === null ? [] : [lintWords(lint)]),
    ...input.targets.flatMap((target) => targetStatus(target, facts)),
    ...(facts.planned.length === 0 && input.diff !== null
      ? [`compared with ${code(input.base.branch)}, offline`, ...unknownAgents(facts)]
      : []),
    ...(facts.isCompared ? [] : ['access **not compared**']),
    ...otherBindings(facts),
    ...logStatus(input),
    ...(input.checkout === 'merge' ? [] : [headWords(input.checkout.behind, input)]),
  ]
  const [first = '', ...rest] = parts
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' · ')
}

/** Without live, nobody may be bound as far as the files know, and still somebody is. */
function unknownAgents({ access }: CommentFacts): readonly string[] {
  return access.some(({ agents }) => agents.length === 0)
    ? ['live was not read, so **it is unknown which agents** have these policies']
    : []
}

/** Bindings that nobody gave to the workspace are a matter of each pull request only if it touches them. */
function otherBindings({ otherBindings }: CommentFacts): readonly string[] {
  const pairs = otherBindings.flatMap(({ bindingsNotLive }) =>
    bindingsNotLive.map(({ agent, policy }) => `${agent} ${policy}`),
  )
  const number = new Set(pairs).size
  return number === 0 ? [] : [`${count(number, 'binding')} of the files not live, as before`]
}

/** The log whose calls the lines count. All targets were given the same; some may know fewer agents. */
function logStatus({ targets, diff }: CommentInput): readonly string[] {
  const planned = targets.flatMap((target) => (target.kind === 'plan' ? (target.calls ?? []) : []))
  const all = planned.length > 0 || diff?.calls === undefined ? planned : [diff.calls]
  const [log] = all
  if (log === undefined) return []
  const ofUnknownAgents = Math.max(...all.map((one) => one.ofUnknownAgents))
  const parts = [
    `log of **${count(log.calls, 'call')}**`,
    ...(log.first === null || log.last === null ? [] : [daysText(log.first, log.last)]),
    ...(log.unread === 0 ? [] : [`**${count(log.unread, 'line')} not read**`]),
    ...(ofUnknownAgents === 0 ? [] : [`${count(ofUnknownAgents, 'call')} of agents that no binding names`]),
  ]
  return [parts.join(', ')]
}

/** Those that are not proven are named, and policies that break one: they may be none of this pull request's. */
function guardrailStatus({ guardrails, targets }: CommentInput): readonly string[] {
  if (guardrails.length === 0) return []
  const others = guardrails.filter(({ result }) => result !== 'proven')
  const named = others
    .slice(0, 4)
    .map(({ name, result }) => `${code(name)} ${GUARDRAIL[result]}${breakers(name, targets)}`)
  const rest = others.length > 4 ? [`${others.length - 4} more not proven`] : []
  const assumed = assumptionWords(guardrails).map((words) => markdown(words, { limit: 4 }))
  return [[`guardrails **${guardrailCount(guardrails)}**`, ...named, ...rest, ...assumed].join(', ')]
}

function breakers(guardrail: string, targets: CommentInput['targets']): string {
  const plans = targets.flatMap((target) => (target.kind === 'plan' ? [target.plan] : []))
  const words = plans.flatMap(({ guardrails, unmanaged }) =>
    guardrails
      .filter(({ name, result }) => name === guardrail && result === 'violated')
      .flatMap(({ because }) => because)
      .map(({ policy }) => `${code(policy)}${unmanaged.includes(policy) ? ' (in no file)' : ''}`),
  )
  const once = [...new Set(words)]
  const more = once.length > 4 ? [`${once.length - 4} more`] : []
  return once.length === 0 ? '' : ` by ${[...once.slice(0, 4), ...more].join(' and ')}`
}

const GUARDRAIL = {
  violated: '**broken**',
  'matches-nothing': 'matches nothing',
  unproven: 'not proven',
  proven: 'proven',
} as const

/** A head that is looked at alone lacks what its branch lacks. */
function headWords(behind: number, { base }: CommentInput): string {
  const lacks =
    behind === 0 ? '' : `, which lacks ${count(behind, 'commit')} of ${code(base.branch)}: live may have them`
  return `looked at the **head alone**${lacks}`
}

function testWords({ passed, failures, coverage }: TestReport): string {
  const failed = failures.length
  const results =
    failed > 0
      ? `tests **${failed} of ${passed + failed} failed**`
      : passed === 0
        ? 'tests **none**'
        : `tests **${passed} passed**`
  if (coverage === null) return results
  const { percent, threshold } = coverage
  return `${results}, **${percent} %** of rules decided${threshold === null ? '' : ` of ${threshold} % wanted`}`
}

/** Counts the findings that the change brings, and the rest. */
function lintWords(lint: LintReport): string {
  const fresh = findingsToShow(lint)
  const of = (severity: Severity): number => fresh.filter((finding) => finding.severity === severity).length
  const [errors, warnings, infos] = [of('error'), of('warning'), of('info')]
  const isNew = lint.fresh === null ? '' : 'new '
  const parts = [
    ...(errors > 0 ? [count(errors, `${isNew}error`)] : []),
    ...(warnings > 0 ? [count(warnings, `${isNew}warning`)] : []),
    ...(infos > 0 ? [count(infos, `${isNew}note`)] : []),
  ]
  const known = lint.findings.length - fresh.length
  const silenced = lint.silenced.length === 0 ? '' : `, **${lint.silenced.length} silenced** here`
  const before = `${known === 0 ? '' : `, ${count(known, 'finding')} from before`}${silenced}`
  if (parts.length > 0) return `lint **${parts.join(', ')}**${before}`
  return `lint **${known === 0 ? 'clean' : 'nothing new'}**${before}`
}

function targetStatus(target: TargetReport, facts: CommentFacts): readonly string[] {
  const name = plainName(target.name)
  if (target.kind === 'skipped') return [`${name} **not planned**: ${prose(target.reason)}`]
  if (target.kind === 'failed') return []
  const { steps, newlyManaged } = target.plan
  const unread = uncomparedIn(target.plan).length
  if (unread > 0) return [`${name} **${count(unread, 'policy', 'policies')} not compared**`]
  if (steps.length === 0 && newlyManaged.length > 0)
    return [`${name} **no writes, ${newlyManaged.length} to take over**`]
  if (steps.length === 0) return [`${name} **no change**`]
  return facts.affected.length === 1 ? [] : [`${name} **${count(steps.length, 'step')}**`]
}
