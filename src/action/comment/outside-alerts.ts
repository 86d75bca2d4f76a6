/** Writes the alerts about what no write shows: policies that become managed, and bindings that nothing sends. */

import type { ApplyJob } from '../../answers/job-documents.ts'
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { markdown, namesMarkdown } from '../../media/markdown.ts'
import { managedWords } from '../../words/apply-words.ts'
import { countedByPlan, notLiveWords } from '../../words/binding-words.ts'
import { takenOverWords } from '../../words/plan-words.ts'
import { NAMES, whereText } from './access-words.ts'
import { acrossTargets } from './across-targets.ts'
import { type LineLimit, linesThatFit } from './alert-lines.ts'
import type { CommentFacts } from './comment-facts.ts'

const IN_SHORT = { limit: NAMES }

/** Tells of live policies that this repository could not delete until now. */
export function takenOverAlert({ takenOver, affected }: CommentFacts, limit: LineLimit): readonly string[] {
  if (takenOver.length === 0) return []
  const lines = takenOver.map(
    (one) => `- ${markdown(takenOverWords(one), IN_SHORT)}${whereText(one.targets, affected)}`,
  )
  return [alertMarkdown('IMPORTANT', ['**Taken over by this apply:**', ...linesThatFit(lines, limit)])]
}

/** Tells of bindings that the comparison of access may count, and that no apply makes true. */
export function bindingsAlert(
  { bindingsNotLive, affected }: CommentFacts,
  limit: LineLimit,
): readonly string[] {
  if (bindingsNotLive.length === 0) return []
  const lines = bindingsNotLive.map(
    (one) =>
      `- ${markdown(notLiveWords(one.bindingsNotLive, countedByPlan(one)), IN_SHORT)}${whereText(one.targets, affected)}`,
  )
  return [alertMarkdown('IMPORTANT', ['**Bindings that are not live:**', ...linesThatFit(lines, limit)])]
}

type Outside = Pick<ApplyJob, 'newlyManaged' | 'bindingsNotLive'> & { readonly name: string }

/** The same after an apply; targets of which the same is true share a line. */
export function outsideAlerts(targets: readonly Outside[]): readonly string[] {
  const taken = targets.map(({ name, newlyManaged: value }) => ({ name, value }))
  const bindings = targets.map(({ name, bindingsNotLive: value }) => ({ name, value }))
  return [
    ...alertOf('Taken over', sharedLines(taken, managedWords)),
    ...alertOf(
      'Bindings that are not live',
      sharedLines(bindings, (missing) => notLiveWords(missing, '')),
    ),
  ]
}

function sharedLines<Item>(
  items: readonly { readonly name: string; readonly value: readonly Item[] }[],
  wordsOf: (value: readonly Item[]) => ReturnType<typeof managedWords>,
): readonly string[] {
  const told = items.filter(({ value }) => value.length > 0)
  return acrossTargets(told, JSON.stringify).map(
    ({ value, targets }) => `- **${namesMarkdown(targets, NAMES)}**: ${markdown(wordsOf(value), IN_SHORT)}`,
  )
}

const MOST_LINES = 8

function alertOf(heading: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return []
  const rest = lines.length - MOST_LINES
  return [
    alertMarkdown('IMPORTANT', [
      `**${heading}:**`,
      ...lines.slice(0, MOST_LINES),
      ...(rest > 0 ? [`- and ${rest} more`] : []),
    ]),
  ]
}
