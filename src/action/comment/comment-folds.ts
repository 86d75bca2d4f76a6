/** Writes the folded parts of the comment; no item is cut. */

import { DIRECTIONS } from '../../access/model/directions.ts'
import { blobLink } from '../../answers/blob-link.ts'
import type { Origin } from '../../change/change.ts'
import { count } from '../../diagnostic/count.ts'
import { effectMarkdown, SYMBOL } from '../../media/direction-marks.ts'
import { namesMarkdown } from '../../media/markdown.ts'
import { code, fenced, link, prose } from '../../media/markdown-text.ts'
import type { Step } from '../../plan/plan.ts'
import { agentLabel } from '../../policy/binding.ts'
import type { AccessGroup } from '../../words/access-group.ts'
import { type ShownAccess, shownDirections } from '../../words/drift-words.ts'
import { naturalNames } from '../../words/natural-order.ts'
import { originWords } from '../../words/origin-words.ts'
import { specDiff } from '../../words/spec-diff.ts'
import { UNKNOWN_SIDE } from '../../words/uncompared-words.ts'
import { itemLine, whereText } from './access-words.ts'
import { foldAlike } from './alike.ts'
import type { CommentFacts } from './comment-facts.ts'
import { type CommentInput, findingsToShow } from './comment-input.ts'
import type { TargetStep } from './facts-of-plans.ts'

/** A fold before it is cut: `summary` is HTML that is safe already, `items` are Markdown blocks. */
export interface Fold {
  readonly summary: string
  readonly items: readonly string[]
  /** Between items: a blank line for blocks, a line end for list items. */
  readonly separator: string
}

export function foldsOf(input: CommentInput, facts: CommentFacts): readonly Fold[] {
  return [
    stepsFold(facts),
    findingsFold(input),
    othersFold(facts),
    unmanagedFold(facts),
    agentsFold(facts),
  ].filter((fold) => fold.items.length > 0)
}

/** Lists the steps, most permissive first, so that the least permissive are cut if they do not all fit. */
function stepsFold({ steps, affected, access, otherAccess }: CommentFacts): Fold {
  const all = [...access, ...otherAccess]
  const shown = steps.map((item) => ({ item, access: accessOf(item, all) }))
  const ordered = shown.toSorted((a, b) => riskOf(a) - riskOf(b))
  return {
    summary: `<b>What will be written</b>: ${stepCounts(steps)}`,
    items: ordered.map((one) => stepText(one, affected)),
    separator: '\n\n',
  }
}

/** A step with the changes of access in its targets. */
interface ShownStep {
  readonly item: TargetStep
  readonly access: ShownAccess
}

function accessOf({ targets }: TargetStep, all: readonly AccessGroup[]): ShownAccess {
  return all
    .filter((group) => group.targets.some((target) => targets.includes(target)))
    .map(({ policies, region: { direction } }) => ({ policies, direction }))
}

function riskOf({ item, access }: ShownStep): number {
  const [riskiest] = shownDirections(item.step, access)
  return riskiest === undefined ? DIRECTIONS.length : DIRECTIONS.indexOf(riskiest)
}

export function stepCounts(steps: readonly { readonly step: Step }[]): string {
  const of = (action: Step['action']): number => steps.filter(({ step }) => step.action === action).length
  const parts = [
    [of('create'), 'create'],
    [of('update'), 'update'],
    [of('delete'), 'delete'],
  ] as const
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => count(number, word))
    .join(', ')
}

function stepText({ item, access }: ShownStep, affected: readonly string[]): string {
  const { step, isBlocked, targets } = item
  const origin = liveWords(step)
  const head = [
    `**${step.action}** ${code(step.policy)}`,
    `${effectMarkdown(step, access)}${whereText(targets, affected)}`,
    ...(origin === '' ? [] : [origin]),
    ...(isBlocked ? ['⛔ blocked'] : []),
  ].join(' · ')
  const lines = specDiff(step.before, step.after)
  return `${head}\n${fenced('diff', lines.length > 0 ? lines : ['  no rule or route differs'])}`
}

/** A plan file does not tell whether what it overwrites was edited, or never applied from here. */
function liveWords(step: Step): string {
  const words = originWords(step, new Set())
  return words !== '' && step.action === 'update' ? 'made or edited live; this overwrites it' : words
}

/** The words of the line that counts them. */
const SEVERITY = { error: 'error', warning: 'warning', info: 'note' } as const

/** Lists the findings that the change brings; the rest is counted. */
function findingsFold({ lint, tests, commit, links }: CommentInput): Fold {
  const order = { error: 0, warning: 1, info: 2 } as const
  const fresh = lint === null ? [] : findingsToShow(lint)
  const findings = fresh.toSorted((a, b) => order[a.severity] - order[b.severity])
  const known = (lint?.findings.length ?? 0) - findings.length
  const failures = tests?.failures ?? []
  const silenced = lint?.silenced ?? []
  const place = (item: { file: string; line: number }): string =>
    link(code(`${item.file}:${item.line}`), blobLink({ ...links, commit }, item))
  const isNew = lint?.fresh == null ? '' : 'new '
  return {
    summary: `<b>Findings</b>: ${[
      ...(failures.length > 0 ? [count(failures.length, 'failed test')] : []),
      ...(findings.length > 0 ? [count(findings.length, `${isNew}finding`)] : []),
      ...(known > 0 ? [`${known} from before`] : []),
      ...(silenced.length > 0 ? [`${silenced.length} silenced here`] : []),
    ].join(', ')}`,
    items: [
      ...failures.map((item) => `- ${place(item)} test ${code(item.name)}: ${prose(item.message)}`),
      ...findings.map(
        (item) =>
          `- ${place(item)} ${SEVERITY[item.severity]} ${code(item.check)}: ${prose(item.message)}${item.hint === null ? '' : `. ${prose(item.hint)}`}`,
      ),
      ...silenced.map(
        (item) =>
          `- ${place(item)} silenced here: ${SEVERITY[item.severity]} ${code(item.check)}: ${prose(item.message)}`,
      ),
    ],
    separator: '\n',
  }
}

const ORIGINS: Readonly<Record<Origin, string>> = {
  repository: 'merged before, not applied yet',
  live: 'edited live; the apply puts back what the files say',
  both: 'merged before, and edited live',
  unknown: 'differs from live; there is no ledger that says why',
}

function othersFold(facts: CommentFacts): Fold {
  const { otherSteps, otherAccess, affected, isBehind } = facts
  // If the branch is behind, some of these steps only revert commits that it lacks.
  const why = isBehind ? ', some of it missing from this branch' : ' that the next apply writes too'
  const isFrom = (origin: Origin): string =>
    isBehind && origin === 'repository' ? 'differs from what was applied last' : ORIGINS[origin]
  return {
    summary: `<b>Not from this pull request</b>: ${stepCounts(otherSteps)}${why}`,
    items: [
      ...foldAlike(otherAccess).map((item) => itemLine(item, facts)),
      ...otherSteps.map(
        ({ step, targets }) =>
          `- ${step.action} ${code(step.policy)}: ${isFrom(step.origin)}${whereText(targets, affected)}`,
      ),
    ],
    separator: '\n',
  }
}

function unmanagedFold({ unmanaged, affected }: CommentFacts): Fold {
  return {
    summary: `<b>Unmanaged</b>: ${count(unmanaged.length, 'live policy', 'live policies')} in no file, never touched`,
    items: unmanaged.map(({ policy, unreadable, deed, targets }) => {
      const unknown = unreadable === null ? '' : `: ${prose(unreadable)}; ${UNKNOWN_SIDE}`
      const known = deed === null ? '' : `, bound to ${code(deed.boundTo)}: ${code(deed.grants)}`
      return `- ${code(policy)}${whereText(targets, affected)}${known}${unknown}`
    }),
    separator: '\n',
  }
}

function agentsFold({ access }: CommentFacts): Fold {
  const byDirection = Object.entries(SYMBOL).map(([direction, symbol]) => {
    const groups = access.filter(({ region }) => region.direction === direction)
    return { symbol, agents: [...new Set(groups.flatMap(({ agents }) => agents))].sort() }
  })
  const total = new Set(byDirection.flatMap(({ agents }) => agents)).size
  return {
    summary: `<b>All ${count(total, 'agent')}</b>`,
    items:
      total <= 4
        ? []
        : byDirection
            .filter(({ agents }) => agents.length > 0)
            .map(
              ({ symbol, agents }) => `${symbol} ${namesMarkdown(naturalNames(agents.map(agentLabel)), 400)}`,
            ),
    separator: '\n\n',
  }
}

export function foldText({ summary }: Fold, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`
}
