/** Shows the answer line by line: who, what, and how, sorted by name. Lines are built only when they are shown. */
import type { AnswerRow } from '../answer.ts'
import { ANSWER_SIGN, DECISION_ANSWER } from '../cell-state.ts'
import { decisionText } from '../decision-text.ts'
import { requestsOf } from '../entries.ts'
import { isAgent, labelOf, UNBOUND } from '../fold-rows.ts'
import { grantLeavesOut } from '../left-out.ts'
import type { PageModel, ShownGrant } from '../page-model.ts'
import { breakable, element, signed } from './elements.ts'
import { hostName } from './grid-rows.ts'

/** Returns a matching URL that the grant covers only by a wildcard; null if the grant itself matches the words. */
export type WhyOf = (grant: ShownGrant, column: number) => string | null

export type OnShow = (row: number, column: number) => void

/** The number of lines at first, and of those that each click on 'show more' adds. */
const STEP = 40
const MOST_NAMES = 4
const MOST_HOSTS = 6

interface Line {
  readonly who: string
  readonly isUnbound: boolean
  readonly row: number
  /** The column of the grant; for a denial, all columns in which the row is denied. */
  readonly columns: readonly number[]
  /** null: denied. */
  readonly grant: ShownGrant | null
}

/** @returns [] if the answer has no lines. */
export function answerList(
  model: PageModel,
  rows: readonly AnswerRow[],
  { onShow, whyOf }: { readonly onShow: OnShow; readonly whyOf: WhyOf },
): readonly HTMLElement[] {
  const lines = linesOf(model, rows)
  if (lines.length === 0) return []
  const answer = model.before === null ? 'answer' : 'answer after the change'
  const heads = ['who', 'what', answer].map((head) => element('th', { scope: 'col' }, head))
  const body = element('tbody', {})
  const more = element('button', { type: 'button' })
  function addLines(): void {
    const shown = body.children.length
    body.append(
      ...lines.slice(shown, shown + STEP).map((line) => lineElement(model, line, { onShow, whyOf })),
    )
    const rest = lines.length - body.children.length
    more.textContent = `show ${Math.min(rest, STEP)} more of ${lines.length} lines`
    more.hidden = rest === 0
    if (shown > 0) body.children[shown]?.querySelector('button')?.focus()
  }
  more.addEventListener('click', addLines)
  addLines()
  return [element('table', { class: 'lines' }, element('thead', {}, element('tr', {}, ...heads)), body), more]
}

function linesOf(model: PageModel, rows: readonly AnswerRow[]): readonly Line[] {
  const sorted = rows
    .map((row) => ({ ...row, who: namesOf(model, row), isUnbound: !isAgent(model, row.rows[0] ?? 0) }))
    .sort((a, b) => Number(a.isUnbound) - Number(b.isUnbound) || (a.who < b.who ? -1 : 1))
  return sorted.flatMap(({ who, isUnbound, rows: [row = 0], cells }): readonly Line[] => {
    const denied = cells.flatMap(({ column, grants }) => (grants.length === 0 ? [column] : []))
    const at = { who, isUnbound, row }
    return [
      ...cells.flatMap(({ column, grants }) => grants.map((grant) => ({ ...at, columns: [column], grant }))),
      ...(denied.length === 0 ? [] : [{ ...at, columns: denied, grant: null }]),
    ]
  })
}

function namesOf(model: PageModel, { rows }: AnswerRow): string {
  const names = rows.map((row) => labelOf(model, row)).sort()
  return names.length <= MOST_NAMES ? names.join(', ') : `${cutList(names, MOST_NAMES - 1)} alike`
}

function cutList(names: readonly string[], most: number): string {
  const rest = names.length - most
  return rest <= 0 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${rest} more`
}

function lineElement(
  model: PageModel,
  line: Line,
  { onShow, whyOf }: { readonly onShow: OnShow; readonly whyOf: WhyOf },
): HTMLElement {
  const { who, isUnbound, row, columns, grant } = line
  const [column = 0] = columns
  const hosts = cutList(
    columns.map((one) => hostName(model.columns[one] ?? null)),
    MOST_HOSTS,
  )
  const label = `show ${who} at ${hostName(model.columns[column] ?? null)}`
  const button = element('button', { type: 'button', class: 'link', 'aria-label': label }, 'show')
  button.addEventListener('click', () => onShow(row, column))
  const unbound = isUnbound ? element('small', {}, ` ${UNBOUND}`) : null
  const what =
    grant === null ? [hosts] : grantElements(grant, model, { ...line, included: whyOf(grant, column) })
  const answer =
    grant === null
      ? `${ANSWER_SIGN.denied} denied`
      : `${ANSWER_SIGN[DECISION_ANSWER[grant.decision]]} ${decisionText(grant)}`
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, ...breakable(who), unbound),
    element('td', {}, ...what),
    element('td', {}, ...signed(answer), button),
  )
}

function grantElements(
  grant: ShownGrant,
  model: PageModel,
  { row, columns: [column = 0], included }: Line & { readonly included: string | null },
): readonly (HTMLElement | string)[] {
  const where = grant.resource === '*' ? 'anywhere' : grant.resource.replace(/^https:\/\//, '')
  const leftOut = grantLeavesOut(grant, model.cell(row, column), model).join('; ')
  return [
    `${requestsOf(grant)} `,
    element('code', {}, ...breakable(where)),
    ...(included === null ? [] : [' (includes ', element('code', {}, ...breakable(pathOf(included))), ')']),
    ...(leftOut === '' ? [] : [element('span', { class: 'left-out' }, ' (', ...breakable(leftOut), ')')]),
  ]
}

function pathOf(url: string): string {
  return url.replace(/^[^:/]+:\/\/[^/]+(?=\/)/, '')
}
