/** The heading: the verdict in a mail preview. */

import { regionOpens } from '../../access/model/opens.ts'
import { count } from '../../diagnostic/count.ts'
import { namesMarkdown } from '../../media/markdown.ts'
import { code } from '../../media/markdown-text.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { whereText } from './access-words.ts'
import type { CommentFacts } from './comment-facts.ts'
import { type CommentInput, silencedErrors, type TestReport } from './comment-input.ts'

/** One line, without `##`. */
export function verdictOf(input: CommentInput, facts: CommentFacts): string {
  const failed = failedWords(input)
  const grave = graveWords(input, facts)
  const isCalm = failed.length + grave.length === 0
  const words = [...(isCalm ? [calmWords(input, facts)] : grave), ...heldWords(facts)]
  const where =
    facts.planned.length === 0 || words.length === 0
      ? ''
      : `${facts.affected.length > 3 ? count(facts.affected.length, 'target') : namesMarkdown(facts.affected, 5)}: `
  const said = [...failed, ...(words.length === 0 ? [] : [`${where}${words.join(' · ')}`])]
  return `${symbolOf(input, facts)} ${said.join(' · ')}`
}

/** They stand before the names of the planned targets, which the other words are about. */
function failedWords({ targets }: CommentInput): readonly string[] {
  const failed = targets.filter(({ kind }) => kind === 'failed').map(({ name }) => name)
  return failed.length === 0 ? [] : [`${namesMarkdown(failed, 5)} could not be planned`]
}

function graveWords(input: CommentInput, facts: CommentFacts): readonly string[] {
  const errors = input.lint?.summary.errors ?? 0
  const failures = input.tests?.failures.length ?? 0
  const silenced = silencedErrors(input.lint).length
  const { held, unmanagedBreaches, uncompared, renames, alreadyLive } = facts
  const unread = new Set(uncompared.map(({ policy }) => policy)).size
  const kept = alreadyLive.filter(({ region }) => regionOpens(region))
  return [
    ...(input.configFailure === null ? [] : ['policyctl.yaml cannot be read']),
    ...(input.callsFailure === null ? [] : ['the log of calls was not counted']),
    ...(input.loosened.length > 0 ? ['policyctl.yaml gets looser'] : []),
    ...((input.base.otherThan?.looser.length ?? 0) > 0
      ? [`judged by a looser ${code(input.base.branch)}`]
      : []),
    ...widerWords(facts),
    ...said(
      facts,
      kept,
      `${count(kept.length, 'change')} that ${kept.length === 1 ? 'opens' : 'open'} access ${kept.length === 1 ? 'is' : 'are'} live already`,
    ),
    ...said(
      facts,
      held.blocked.filter(({ isOwn }) => isOwn),
      `${count(held.own, 'step')} blocked`,
      held.own,
    ),
    ...said(facts, unmanagedBreaches, 'a policy that no file has breaks a guardrail'),
    ...said(facts, uncompared, `${count(unread, 'policy', 'policies')} could not be compared`),
    ...said(facts, renames, `${count(renames.length, 'policy', 'policies')} renamed`),
    ...(errors > 0 ? [`${count(errors, 'error')} in files`] : []),
    ...(silenced > 0 ? [`${count(silenced, 'error')} silenced`] : []),
    ...(isCoverageLow(input.tests) ? ['too few rules are tested'] : []),
    ...(failures > 0 ? [`${count(failures, 'test')} ${failures === 1 ? 'fails' : 'fail'}`] : []),
  ]
}

/** Words for other blocked steps, which this pull request did not bring. */
function heldWords(facts: CommentFacts): readonly string[] {
  const { others, blocked } = facts.held
  const items = blocked.filter(({ isOwn }) => !isOwn)
  return said(facts, items, `${count(others, 'other step')} blocked`, others)
}

interface OfTargets {
  readonly targets: readonly string[]
}

/** Returns the words, with the targets if they differ from those of the heading; [] if there are no items. @param number of the items. */
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
  const maybe = risky.filter((group) => !certain.includes(group))
  return [
    ...whoWords(facts, certain, MORE),
    ...said(facts, maybe, `${count(maybe.length, 'change')} may open access`),
  ]
}

interface Effect {
  /** After the number of agents: for one, for several. */
  readonly agents: readonly [string, string]
  /** After the number of policies that are bound to no known agent. */
  readonly policies: readonly [string, string]
}

const MORE: Effect = {
  agents: ['gets more access', 'get more access'],
  policies: ['allows more', 'allow more'],
}
const LESS: Effect = {
  agents: ['gets less access', 'get less access'],
  policies: ['allows less', 'allow less'],
}
const OTHERS: Effect = {
  agents: ['has other approvers', 'have other approvers'],
  policies: ['has other approvers', 'have other approvers'],
}

/** Counts the agents, and the policies bound to no known agent, with what happens to them. */
function whoWords(facts: CommentFacts, groups: readonly AccessGroup[], effect: Effect): readonly string[] {
  const ofAgents = groups.filter(({ agents }) => agents.length > 0)
  const unbound = groups.filter(({ agents }) => agents.length === 0)
  const [agents, policies] = [distinct(ofAgents, 'agents'), distinct(unbound, 'policies')]
  const verb = (number: number, [one, several]: readonly [string, string]): string =>
    number === 1 ? one : several
  return [
    ...said(facts, ofAgents, `${count(agents, 'agent')} ${verb(agents, effect.agents)}`),
    ...said(facts, unbound, `${count(policies, 'policy', 'policies')} ${verb(policies, effect.policies)}`),
  ]
}

function distinct(groups: readonly AccessGroup[], field: 'agents' | 'policies'): number {
  return new Set(groups.flatMap((group) => group[field])).size
}

function calmWords(input: CommentInput, facts: CommentFacts): string {
  const { access, steps, planned, isCompared, alreadyLive, takenOver } = facts
  if (!isCompared) return `${askedWords(input)}; access was not compared`
  const of = (direction: string): readonly AccessGroup[] =>
    access.filter(({ region }) => region.direction === direction)
  const parts = [...whoWords(facts, of('rerouted'), OTHERS), ...whoWords(facts, of('narrower'), LESS)]
  if (parts.length > 0) return parts.join(', ')
  if (steps.length > 0) return `${count(steps.length, 'step')}, access stays the same`
  if (takenOver.length > 0) {
    const names = new Set(takenOver.flatMap(({ newlyManaged }) => newlyManaged))
    return `no writes, ${count(names.size, 'policy', 'policies')} to take over`
  }
  if (alreadyLive.length > 0) return 'nothing to write, live has it already'
  return planned.length > 0 ? 'nothing changes' : 'no change of access'
}

/** Words for the questions that were asked when access was not compared. */
function askedWords({ lint, tests }: CommentInput): string {
  const parts = [
    ...(lint === null ? [] : ['lint finds no error']),
    ...(tests === null ? [] : [tests.passed === 0 ? 'there are no policy tests' : 'policy tests pass']),
  ]
  return parts.length === 0 ? 'nothing was checked' : parts.join(', ')
}

function symbolOf(input: CommentInput, facts: CommentFacts): string {
  if (input.targets.some(({ kind }) => kind === 'failed')) return '❌'
  const risky = facts.access.filter(({ region }) => regionOpens(region))
  const isLooser = input.loosened.length > 0 || (input.base.otherThan?.looser.length ?? 0) > 0
  if (isLooser || risky.some(({ region }) => region.direction === 'wider')) return '🔺'
  const kept = facts.alreadyLive.filter(({ region }) => regionOpens(region))
  const unclear = [risky, facts.unmanagedBreaches, facts.uncompared, kept, silencedErrors(input.lint)]
  if (unclear.some((items) => items.length > 0)) return '⚠️'
  if (graveWords(input, facts).length > 0 || heldWords(facts).length > 0) return '⛔'
  return facts.access.length === 0 ? '✅' : facts.access[0]?.region.direction === 'rerouted' ? '🔁' : '🔻'
}

/** Fewer rules are decided by tests than the config asks for. */
export function isCoverageLow(tests: TestReport | null): boolean {
  const { percent = 0, threshold = null } = tests?.coverage ?? {}
  return threshold !== null && percent < threshold
}
