/** The heading and the status line: the verdict in a mail preview, and the green facts in one breath. */

import { regionOpens } from '../../access/model/opens.ts'
import type { TargetReport } from '../../answers/target-report.ts'
import { count } from '../../diagnostic/count.ts'
import type { Severity } from '../../diagnostic/finding.ts'
import { markdown, namesMarkdown } from '../../media/markdown.ts'
import { code, plainName } from '../../media/markdown-text.ts'
import { uncomparedIn } from '../../plan/unreadable.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { daysText } from '../../words/day-words.ts'
import { assumptionWords, guardrailCount } from '../../words/guardrail-words.ts'
import type { CommentFacts } from './comment-facts.ts'
import { type CommentInput, findingsToShow, type LintReport, type TestReport } from './comment-input.ts'

/** One line, without `##`. */
export function verdictOf(input: CommentInput, facts: CommentFacts): string {
  const grave = graveWords(input, facts)
  const words = [...(grave.length > 0 ? grave : [calmWords(input, facts)]), ...heldWords(facts)]
  const where =
    facts.planned.length === 0
      ? ''
      : `${facts.affected.length > 3 ? count(facts.affected.length, 'target') : namesMarkdown(facts.affected, 5)}: `
  return `${symbolOf(input, facts)} ${where}${words.join(' · ')}`
}

function graveWords(input: CommentInput, facts: CommentFacts): readonly string[] {
  const failed = input.targets.filter(({ kind }) => kind === 'failed').map(({ name }) => name)
  const errors = input.lint?.summary.errors ?? 0
  const failures = input.tests?.failures.length ?? 0
  const blocked = facts.held.own
  return [
    ...(failed.length > 0 ? [`${namesMarkdown(failed, 5)} could not be planned`] : []),
    ...(input.configFailure === null ? [] : ['policyctl.yaml cannot be read']),
    ...(input.callsFailure === null ? [] : ['the log of calls was not counted']),
    ...(input.loosened.length > 0 ? ['policyctl.yaml gets looser'] : []),
    ...((input.base.otherThan?.looser.length ?? 0) > 0
      ? [`judged by a looser ${code(input.base.branch)}`]
      : []),
    ...widerWords(facts.access),
    ...(blocked > 0 ? [`${count(blocked, 'step')} blocked`] : []),
    ...(facts.strangerBreaches.length > 0 ? ['a policy made elsewhere breaks a guardrail'] : []),
    ...(facts.uncompared.length > 0
      ? [
          `${count(new Set(facts.uncompared.map(({ policy }) => policy)).size, 'policy', 'policies')} could not be compared`,
        ]
      : []),
    ...(facts.renames.length > 0 ? [`${count(facts.renames.length, 'policy', 'policies')} renamed`] : []),
    ...(errors > 0 ? [`${count(errors, 'error')} in files`] : []),
    ...(isCoverageLow(input.tests) ? ['too few rules are tested'] : []),
    ...(failures > 0 ? [`${count(failures, 'test')} ${failures === 1 ? 'fails' : 'fail'}`] : []),
  ]
}

/** Words for older steps that hold an apply up: the reader of this pull request is not to blame for them. */
function heldWords({ held }: CommentFacts): readonly string[] {
  return held.others === 0 ? [] : [`${count(held.others, 'other step')} blocked`]
}

function widerWords(access: readonly AccessGroup[]): readonly string[] {
  const risky = access.filter(({ region }) => regionOpens(region))
  const certain = risky.filter(({ region }) => region.direction === 'wider')
  const agents = distinct(certain, 'agents')
  const policies = distinct(
    certain.filter((group) => group.agents.length === 0),
    'policies',
  )
  const maybe = risky.length - certain.length
  return [
    ...(agents > 0 ? [`${count(agents, 'agent')} ${agents === 1 ? 'gets' : 'get'} more access`] : []),
    ...(policies > 0
      ? [`${count(policies, 'policy', 'policies')} ${policies === 1 ? 'allows' : 'allow'} more`]
      : []),
    ...(maybe > 0 ? [`${count(maybe, 'change')} may open access`] : []),
  ]
}

function distinct(groups: readonly AccessGroup[], field: 'agents' | 'policies'): number {
  return new Set(groups.flatMap((group) => group[field])).size
}

function calmWords(input: CommentInput, { access, steps, planned, isCompared }: CommentFacts): string {
  if (!isCompared) return `${askedWords(input)}; access was not compared`
  const of = (direction: string): number =>
    new Set(
      access
        .filter(({ region }) => region.direction === direction)
        .flatMap(({ agents, policies }) => (agents.length > 0 ? agents : policies)),
    ).size
  const parts = [
    ...(of('rerouted') > 0 ? [`other approvers for ${of('rerouted')}`] : []),
    ...(of('narrower') > 0 ? [`less access for ${of('narrower')}`] : []),
  ]
  if (parts.length > 0) return parts.join(', ')
  if (steps.length > 0) return `${count(steps.length, 'step')}, access stays the same`
  return planned.length > 0 ? 'nothing changes' : 'no change of access'
}

/** Words for the questions that were asked when access was not compared. */
function askedWords({ lint, tests }: CommentInput): string {
  const parts = [
    ...(lint === null ? [] : ['lint finds no error']),
    ...(tests === null ? [] : [tests.passed === 0 ? 'there are no policy tests' : 'policy tests pass']),
  ]
  return parts.length === 0 ? 'nothing was looked at' : parts.join(', ')
}

function symbolOf(input: CommentInput, facts: CommentFacts): string {
  if (input.targets.some(({ kind }) => kind === 'failed')) return '❌'
  const risky = facts.access.filter(({ region }) => regionOpens(region))
  const isLooser = input.loosened.length > 0 || (input.base.otherThan?.looser.length ?? 0) > 0
  if (isLooser || risky.some(({ region }) => region.direction === 'wider')) return '🔺'
  if (risky.length + facts.strangerBreaches.length + facts.uncompared.length > 0) return '⚠️'
  if (graveWords(input, facts).length > 0 || heldWords(facts).length > 0) return '⛔'
  return facts.access.length === 0 ? '✅' : facts.access[0]?.region.direction === 'rerouted' ? '🔁' : '🔻'
}

export function statusLine(input: CommentInput, facts: CommentFacts): string {
  const { lint, tests, guardrails } = input
  const parts = [
    ...guardrailStatus(guardrails),
    ...(tests === null ? [] : [testWords(tests)]),
    ...(lint === null ? [] : [lintWords(lint)]),
    ...input.targets.flatMap((target) => targetStatus(target, facts)),
    ...(facts.planned.length === 0 && input.diff !== null
      ? [`compared with ${code(input.base.branch)}, offline`]
      : []),
    ...(facts.isCompared ? [] : ['access **not compared**']),
    ...logStatus(input),
    ...(input.checkout === 'merge' ? [] : [headWords(input.checkout.behind, input)]),
  ]
  const [first = '', ...rest] = parts
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' · ')
}

/** The log whose calls the lines count. All targets were given the same; some may know fewer agents. */
function logStatus({ targets, diff }: CommentInput): readonly string[] {
  const planned = targets.flatMap((target) => (target.kind === 'plan' ? (target.calls ?? []) : []))
  const all = planned.length > 0 || diff?.calls === undefined ? planned : [diff.calls]
  const [log] = all
  if (log === undefined) return []
  const strangers = Math.max(...all.map((one) => one.strangers))
  const parts = [
    `log of **${count(log.calls, 'call')}**`,
    ...(log.first === null || log.last === null ? [] : [daysText(log.first, log.last)]),
    ...(log.unread === 0 ? [] : [`**${count(log.unread, 'line')} not read**`]),
    ...(strangers === 0 ? [] : [`${count(strangers, 'call')} of agents that no binding names`]),
  ]
  return [parts.join(', ')]
}

/** Those that are not proven are named. */
function guardrailStatus(guardrails: CommentInput['guardrails']): readonly string[] {
  if (guardrails.length === 0) return []
  const others = guardrails.filter(({ result }) => result !== 'proven')
  const named = others.slice(0, 4).map(({ name, result }) => `${code(name)} ${GUARDRAIL[result]}`)
  const rest = others.length > 4 ? [`${others.length - 4} more not proven`] : []
  const assumed = assumptionWords(guardrails).map((words) => markdown(words, { limit: 4 }))
  return [[`guardrails **${guardrailCount(guardrails)}**`, ...named, ...rest, ...assumed].join(', ')]
}

const GUARDRAIL = {
  violated: '**broken**',
  'matches-nothing': 'guards nothing',
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

/** Fewer rules are decided by tests than the config asks for. */
export function isCoverageLow(tests: TestReport | null): boolean {
  const { percent = 0, threshold = null } = tests?.coverage ?? {}
  return threshold !== null && percent < threshold
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
  const before = known === 0 ? '' : `, ${count(known, 'finding')} from before`
  if (parts.length > 0) return `lint **${parts.join(', ')}**${before}`
  return known === 0 ? 'lint **clean**' : `lint **nothing new**${before}`
}

function targetStatus(target: TargetReport, facts: CommentFacts): readonly string[] {
  const name = plainName(target.name)
  if (target.kind === 'skipped') return [`${name} **not planned**: ${target.reason}`]
  if (target.kind === 'failed') return []
  const { steps } = target.plan
  const unread = uncomparedIn(target.plan).length
  if (unread > 0) return [`${name} **${count(unread, 'policy', 'policies')} not compared**`]
  if (steps.length === 0) return [`${name} **no change**`]
  return facts.affected.length === 1 ? [] : [`${name} **${count(steps.length, 'step')}**`]
}
