/** The heading and the status line: the verdict in a mail preview, and the green facts in one breath. */

import { regionOpens } from '../../access/model/opens.ts'
import type { TargetReport } from '../../answers/target-report.ts'
import { count } from '../../diagnostic/count.ts'
import type { Severity } from '../../diagnostic/finding.ts'
import { markdown, namesMarkdown } from '../../media/markdown.ts'
import { code, plainName, prose } from '../../media/markdown-text.ts'
import { uncomparedIn } from '../../plan/unreadable.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { daysText } from '../../words/day-words.ts'
import { assumptionWords, guardrailCount } from '../../words/guardrail-words.ts'
import { whereText } from './access-words.ts'
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
  const { held, strangerBreaches, uncompared, renames, alreadyLive } = facts
  const unread = new Set(uncompared.map(({ policy }) => policy)).size
  const kept = alreadyLive.filter(({ region }) => regionOpens(region))
  return [
    ...(failed.length > 0 ? [`${namesMarkdown(failed, 5)} could not be planned`] : []),
    ...(input.configFailure === null ? [] : ['policyctl.yaml cannot be read']),
    ...(input.callsFailure === null ? [] : ['the log of calls was not counted']),
    ...(input.loosened.length > 0 ? ['policyctl.yaml gets looser'] : []),
    ...((input.base.otherThan?.looser.length ?? 0) > 0
      ? [`judged by a looser ${code(input.base.branch)}`]
      : []),
    ...widerWords(facts),
    ...said(facts, kept, `${count(kept.length, 'opening change')} live already`),
    ...said(
      facts,
      held.blocked.filter(({ isOwn }) => isOwn),
      `${count(held.own, 'step')} blocked`,
      held.own,
    ),
    ...said(facts, strangerBreaches, 'a policy made elsewhere breaks a guardrail'),
    ...said(facts, uncompared, `${count(unread, 'policy', 'policies')} could not be compared`),
    ...said(facts, renames, `${count(renames.length, 'policy', 'policies')} renamed`),
    ...(errors > 0 ? [`${count(errors, 'error')} in files`] : []),
    ...(isCoverageLow(input.tests) ? ['too few rules are tested'] : []),
    ...(failures > 0 ? [`${count(failures, 'test')} ${failures === 1 ? 'fails' : 'fail'}`] : []),
  ]
}

/** Words for older steps that hold an apply up: the reader of this pull request is not to blame for them. */
function heldWords(facts: CommentFacts): readonly string[] {
  const { others, blocked } = facts.held
  const items = blocked.filter(({ isOwn }) => !isOwn)
  return said(facts, items, `${count(others, 'other step')} blocked`, others)
}

interface OfTargets {
  readonly targets: readonly string[]
}

/** The words, and where they hold if that is not where the heading says; [] for none. @param number how many there are. */
function said(
  { affected }: CommentFacts,
  items: readonly OfTargets[],
  words: string,
  number = items.length,
): readonly string[] {
  if (number === 0) return []
  const targets = affected.filter((name) => items.some((item) => item.targets.includes(name)))
  return [`${words}${targets.length === 0 ? '' : whereText(targets, affected)}`]
}

function widerWords(facts: CommentFacts): readonly string[] {
  const risky = facts.access.filter(({ region }) => regionOpens(region))
  const certain = risky.filter(({ region }) => region.direction === 'wider')
  const ofAgents = certain.filter(({ agents }) => agents.length > 0)
  const unbound = certain.filter(({ agents }) => agents.length === 0)
  const maybe = risky.filter((group) => !certain.includes(group))
  const [agents, policies] = [distinct(ofAgents, 'agents'), distinct(unbound, 'policies')]
  return [
    ...said(facts, ofAgents, `${count(agents, 'agent')} ${agents === 1 ? 'gets' : 'get'} more access`),
    ...said(
      facts,
      unbound,
      `${count(policies, 'policy', 'policies')} ${policies === 1 ? 'allows' : 'allow'} more`,
    ),
    ...said(facts, maybe, `${count(maybe.length, 'change')} may open access`),
  ]
}

function distinct(groups: readonly AccessGroup[], field: 'agents' | 'policies'): number {
  return new Set(groups.flatMap((group) => group[field])).size
}

function calmWords(input: CommentInput, facts: CommentFacts): string {
  const { access, steps, planned, isCompared, alreadyLive } = facts
  if (!isCompared) return `${askedWords(input)}; access was not compared`
  const of = (direction: string, words: string): readonly string[] => {
    const groups = access.filter(({ region }) => region.direction === direction)
    const who = new Set(groups.flatMap(({ agents, policies }) => (agents.length > 0 ? agents : policies)))
    return said(facts, groups, `${words} ${who.size}`)
  }
  const parts = [...of('rerouted', 'other approvers for'), ...of('narrower', 'less access for')]
  if (parts.length > 0) return parts.join(', ')
  if (steps.length > 0) return `${count(steps.length, 'step')}, access stays the same`
  if (alreadyLive.length > 0) return 'nothing to write, live has it already'
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
  const kept = facts.alreadyLive.filter(({ region }) => regionOpens(region))
  if (risky.length + facts.strangerBreaches.length + facts.uncompared.length + kept.length > 0) return '⚠️'
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
  if (target.kind === 'skipped') return [`${name} **not planned**: ${prose(target.reason)}`]
  if (target.kind === 'failed') return []
  const { steps } = target.plan
  const unread = uncomparedIn(target.plan).length
  if (unread > 0) return [`${name} **${count(unread, 'policy', 'policies')} not compared**`]
  if (steps.length === 0) return [`${name} **no change**`]
  return facts.affected.length === 1 ? [] : [`${name} **${count(steps.length, 'step')}**`]
}
