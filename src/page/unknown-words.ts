/**
 * The answer about words that the page has no name for. A request can have them
 * in its host or path only where a rule lets through more than it names, and
 * those rules are known.
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
    `No agent, policy, host, path, method, approver group, approval, connector, tool or tag in this page matches ${words}.`,
    ...(rows.length === 0 ? nobody(model, words, isRestricted) : somebody(model, words, rows)),
    ...(rows.length === 0 && hasAnyMethod(model) && unknown.some(({ word }) => /^[a-z-]+$/.test(word))
      ? ['Is it a method? Some rules let every method through: try the exact request below.']
      : []),
  ]
}

function nobody({ document }: PageModel, words: string, isRestricted: boolean): readonly string[] {
  const which = isRestricted ? 'that fits the rest of the question ' : ''
  return [
    `Nobody may send a request with ${words} in its host or path: no rule here ${which}lets through a host or path that it does not name${document.tools === null ? '' : ' and that a tool serves'}.`,
  ]
}

function somebody({ columns }: PageModel, words: string, rows: readonly AnswerRow[]): readonly string[] {
  const others = columns.indexOf(null)
  const isElsewhere = rows.some(({ cells }) => cells.some(({ column }) => column === others))
  const where = isElsewhere ? 'hosts or paths' : 'paths'
  const hosts = isElsewhere ? [] : ['None of these lines lets through a host that it does not name.']
  return [
    `A request with ${words} in its host or path could pass only by the lines below: they let through ${where} that they do not name.`,
    ...hosts,
  ]
}

function hasAnyMethod({ document }: PageModel): boolean {
  return document.grants.some(({ part }) => part.operations?.includes('*') ?? false)
}

function isNarrowed(question: PageQuestion): boolean {
  const { text: _text, ...rest } = question
  return Object.entries(rest).some(([key, value]) => NO_QUESTION[key as keyof typeof rest] !== value)
}
