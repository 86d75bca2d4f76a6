/** Shows the answer: sentences first, then its lines. */
import { type AnswerRow, type Asking, answerRows } from '../answer.ts'
import { answerText } from '../answer-words.ts'
import type { ShownGrant } from '../page-model.ts'
import { policyRows } from '../policy-words.ts'
import { asksForCells, isAsked, type PageQuestion } from '../question.ts'
import { isUnknown } from '../search.ts'
import { answerList, type OnShow } from './answer-list.ts'
import { breakable, byId, element } from './elements.ts'

/** @returns the rows and cells of the answer; null: nothing is asked. */
export function showAnswer(
  asking: Asking,
  question: PageQuestion,
  onShow: OnShow,
): readonly AnswerRow[] | null {
  const box = byId('answer')
  box.hidden = !isAsked(question)
  if (!isAsked(question)) return null
  const { model, search } = asking
  const terms = search.termsOf(question.text)
  // No rule denies an unknown word by name, so the rules that could allow it are shown instead.
  const asked: PageQuestion =
    terms.some(isUnknown) && question.decision === 'denied' ? { ...question, decision: '' } : question
  const rows = answerRows(asking, asked)
  const isNarrowed = question.decision !== '' || question.group !== ''
  const relaxed =
    rows.length === 0 && isNarrowed ? answerRows(asking, { ...question, decision: '', group: '' }) : []
  const { sentences, unknown } = answerText(model, asked, { rows, relaxed, terms })
  const whyOf = (grant: ShownGrant, column: number): string | null =>
    terms.map((term) => search.included(grant, term, column)).find((url) => url !== null) ?? null
  byId('answer-text').replaceChildren(...sentences.map((text) => element('p', {}, ...breakable(text))))
  byId('answer-text').className = unknown.length > 0 ? 'is-unknown' : ''
  byId('answer-clear').hidden = rows.length > 0 && unknown.length === 0
  const shown = rows.length === 0 && question.decision === '' ? policyRows(model, terms) : rows
  const list = !asksForCells(question) ? [] : answerList(model, shown, { onShow, whyOf })
  byId('answer-list').hidden = list.length === 0
  byId('answer-list').replaceChildren(...list)
  return shown
}
