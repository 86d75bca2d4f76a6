/** Shows the answer: sentences first, then a line for each thing that somebody may do, by name. */
import { type AnswerRow, type Asking, answerRows } from '../answer.ts'
import { answerText } from '../answer-words.ts'
import { ANSWER_SIGN, DECISION_ANSWER } from '../cell-state.ts'
import { decisionText, requestsOf } from '../entries.ts'
import { isAgent, labelOf, UNBOUND } from '../fold-rows.ts'
import { grantLeavesOut } from '../left-out.ts'
import type { PageModel, ShownGrant } from '../page-model.ts'
import { asksForCells, isAsked, type PageQuestion } from '../question.ts'
import { breakable, byId, element } from './elements.ts'
import { hostName } from './grid-rows.ts'

type OnShow = (row: number, column: number) => void

/** More lines than this are shown when somebody asks for them. */
const MOST = 40

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
  const rows = answerRows(asking, question)
  const isNarrowed = question.decision !== '' || question.group !== ''
  const relaxed =
    rows.length === 0 && isNarrowed ? answerRows(asking, { ...question, decision: '', group: '' }) : []
  const { sentences, unknown } = answerText(model, question, {
    rows,
    relaxed,
    terms: search.termsOf(question.text),
  })
  byId('answer-text').replaceChildren(...sentences.map((text) => element('p', {}, ...breakable(text))))
  byId('answer-text').className = unknown.length > 0 ? 'is-unknown' : ''
  byId('answer-clear').hidden = rows.length > 0
  const shown = unknown.length > 0 || !asksForCells(question) ? [] : linesOf(model, rows)
  byId('answer-list').hidden = shown.length === 0
  byId('answer-list').replaceChildren(...(shown.length === 0 ? [] : listElements(shown, onShow)))
  return unknown.length > 0 ? [] : rows
}

/** A line of the answer. */
interface Line {
  readonly who: string
  readonly isUnbound: boolean
  readonly where: string
  readonly requests: string
  readonly leftOut: string
  readonly answer: string
  readonly row: number
  readonly column: number
}

function linesOf(model: PageModel, rows: readonly AnswerRow[]): readonly Line[] {
  const sorted = rows
    .map((row) => ({ ...row, who: namesOf(model, row), isUnbound: !isAgent(model, row.rows[0] ?? 0) }))
    .sort((a, b) => Number(a.isUnbound) - Number(b.isUnbound) || (a.who < b.who ? -1 : 1))
  return sorted.flatMap(({ who, isUnbound, rows: [row = 0], cells }): readonly Line[] =>
    cells.flatMap(({ column, grants }): readonly Line[] => {
      const at = { who, isUnbound, row, column }
      const host = hostName(model.columns[column] ?? null)
      if (grants.length === 0)
        return [{ ...at, where: host, requests: '', leftOut: '', answer: `${ANSWER_SIGN.denied} denied` }]
      return grants.map((grant) => ({
        ...at,
        where: grant.resource === '*' ? 'anywhere' : grant.resource.replace(/^https:\/\//, ''),
        requests: requestsOf(grant),
        leftOut: grantLeavesOut(grant, model.cell(row, column), model).join('; '),
        answer: answerOf(grant),
      }))
    }),
  )
}

function answerOf(grant: ShownGrant): string {
  return `${ANSWER_SIGN[DECISION_ANSWER[grant.decision]]} ${decisionText(grant)}`
}

function namesOf(model: PageModel, { rows }: AnswerRow): string {
  const names = rows.map((row) => labelOf(model, row)).sort()
  return names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more alike`
}

function listElements(lines: readonly Line[], onShow: OnShow): readonly HTMLElement[] {
  const heads = ['who', 'what', 'answer'].map((head) => element('th', { scope: 'col' }, head))
  const body = element('tbody', {}, ...lines.slice(0, MOST).map((line) => lineElement(line, onShow)))
  const table = element('table', { class: 'lines' }, element('thead', {}, element('tr', {}, ...heads)), body)
  const rest = lines.slice(MOST)
  if (rest.length === 0) return [table]
  const more = element('button', { type: 'button' }, `show ${rest.length} more lines`)
  more.addEventListener('click', () => {
    const elements = rest.map((line) => lineElement(line, onShow))
    body.append(...elements)
    more.remove()
    elements[0]?.querySelector('button')?.focus()
  })
  return [table, more]
}

function lineElement(line: Line, onShow: OnShow): HTMLElement {
  const { who, isUnbound, where, requests, leftOut, answer, row, column } = line
  const button = element(
    'button',
    { type: 'button', class: 'link', 'aria-label': `show ${who} at ${where}` },
    'show',
  )
  button.addEventListener('click', () => onShow(row, column))
  const unbound = isUnbound ? element('small', {}, ` ${UNBOUND}`) : null
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, ...breakable(who), unbound),
    element(
      'td',
      {},
      requests === '' ? null : `${requests} `,
      element('code', {}, ...breakable(where)),
      leftOut === '' ? null : element('span', { class: 'left-out' }, ' (', ...breakable(leftOut), ')'),
    ),
    element('td', {}, answer, button),
  )
}
