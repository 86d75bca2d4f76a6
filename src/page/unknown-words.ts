/**
 * Answers about words that occur nowhere in the page. A request with such a word in its
 * host or path can match only a wildcard of a rule, and these rules are known.
 */
import type { AnswerRow } from './answer.ts'
import type { PageModel } from './page-model.ts'
import { NO_QUESTION, type PageQuestion } from './question.ts'
import { isUnknown, type Term } from './search.ts'

/** @param rows the ones with a wildcard grant that fits the rest of the question. */
export function unknownSentences(
  model: PageModel,
  question: PageQuestion,
  { rows, terms }: { readonly rows: readonly AnswerRow[]; readonly terms: readonly Term[] },
): readonly string[] {
  const unknown = terms.filter(isUnknown)
  const words = unknown.map(({ word }) => `“${word}”`).join(', ')
  const isRestricted = terms.length > unknown.length || isNarrowed(question)
  return [
    `Nothing in this page is called ${words}: no agent, policy, host, path, method, approver, connector, tool or tag.`,
    rows.length === 0 ? nobody(model, isRestricted) : somebody(model, words, rows),
    ...(rows.length === 0 && hasAnyMethod(model) && unknown.some(({ word }) => /^[a-z-]+$/.test(word))
      ? ['Is it a method? Some rules let every method through: try the exact request below.']
      : []),
  ]
}

function nobody({ document }: PageModel, isRestricted: boolean): string {
  const which = isRestricted ? 'that fits the rest of the question ' : ''
  return `So nobody may send such a request: no rule here ${which}lets through a host or path that it does not name${document.tools === null ? '' : ' and that a tool serves'}.`
}

function somebody({ columns }: PageModel, words: string, rows: readonly AnswerRow[]): string {
  const others = columns.indexOf(null)
  const isElsewhere = rows.some(({ cells }) => cells.some(({ column }) => column === others))
  return isElsewhere
    ? `Only the lines below could let a request with ${words} in its host or path through, since each allows more hosts or paths than it names.`
    : `Only the lines below could let a request with ${words} in its path through, since each allows more paths of its host than it names.`
}

function hasAnyMethod({ document }: PageModel): boolean {
  return document.grants.some(({ part }) => part.operations?.includes('*') ?? false)
}

function isNarrowed(question: PageQuestion): boolean {
  const { text: _text, ...rest } = question
  return Object.entries(rest).some(([key, value]) => NO_QUESTION[key as keyof typeof rest] !== value)
}
