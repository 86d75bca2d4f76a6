/** Builds the elements of the grid: a row for each fold, and its cells, which are built when they come near the screen. */
import type { Direction } from '../../access/model/region.ts'
import { DIRECTION_SIGN } from '../../words/direction-sign.ts'
import { cellState, cellText, cellWords, methodState } from '../cell-state.ts'
import { callsWords } from '../entries.ts'
import { isAgent, labelOf, nameOf, type RowFold, UNBOUND } from '../fold-rows.ts'
import type { PageModel } from '../page-model.ts'
import { breakable, element, signed } from './elements.ts'

/** The part of the grid that is shown, and how. */
export interface GridView {
  readonly columns: readonly number[]
  /** The only method that cells show; '' for reads and writes. */
  readonly method: string
  /** True if the cell is not in the answer; then it is dimmed. */
  readonly isAside: (row: number, column: number) => boolean
}

export function hostName(origin: string | null): string {
  return origin === null ? 'any other host' : origin.replace(/^https:\/\//, '')
}

/** Builds the fold as one row; if it is open, each of its rows. */
export function foldElements(
  fold: RowFold,
  model: PageModel,
  open: ReadonlySet<number>,
): readonly HTMLElement[] {
  const [first = 0] = fold
  if (fold.length === 1) return [rowElement(model, fold)]
  const isOpen = open.has(first)
  const button = element(
    'button',
    { type: 'button', class: 'fold', 'data-fold': first, 'aria-expanded': isOpen ? 'true' : 'false' },
    isOpen ? 'show as one row' : `and ${fold.length - 1} more alike`,
  )
  if (!isOpen) return [rowElement(model, fold, button)]
  const [head, ...others] = fold.map((row, index) =>
    index === 0 ? rowElement(model, [row], button) : rowElement(model, [row]),
  )
  return head === undefined ? [] : [head, ...others]
}

function rowElement(model: PageModel, rows: RowFold, more: HTMLElement | null = null): HTMLElement {
  const [first = 0] = rows
  const unbound = isAgent(model, first) ? null : element('small', {}, ` ${UNBOUND}`)
  const name = element(
    'span',
    {},
    ...breakable(labelOf(model, first)),
    unbound,
    more === null ? null : ' ',
    more,
  )
  const kind = unbound === null ? null : 'unbound'
  return element('tr', { 'data-rows': rows.join(' '), class: kind }, element('th', { scope: 'row' }, name))
}

export function rowsIn(line: Element): readonly number[] {
  return (line instanceof HTMLElement ? (line.dataset.rows ?? '') : '').split(' ').map(Number)
}

export function cellElements(model: PageModel, rows: RowFold, view: GridView): readonly HTMLElement[] {
  return view.columns.map((column) => cellElement(model, { rows, column }, view))
}

function cellElement(
  model: PageModel,
  { rows, column }: { readonly rows: RowFold; readonly column: number },
  { method, isAside }: GridView,
): HTMLElement {
  const [row = 0] = rows
  const cell = model.cell(row, column)
  const state = cellState(cell)
  const asked = method === '' ? null : methodState(cell, method)
  const calls = model.callsIn(rows, column) ?? 0
  const host = hostName(model.columns[column] ?? null)
  const label = `${nameOf(model, row)} at ${host}: ${cellWords(state, asked)}${calls === 0 ? '' : `, ${callsWords(calls)}`}`
  const text = cellText(state, asked)
  const signs = new Set(text.match(/[○◐●]/g))
  // Most cells have equal signs: then the cell itself has the colour, without elements for the signs.
  const [one] = signs.size === 1 ? [asked === null ? state.reads : asked.now] : []
  const classes = [
    ...(one === undefined ? [] : [one]),
    ...state.directions.slice(0, 1).map((one) => `is-${one}`),
    ...(isAside(row, column) ? ['aside'] : []),
  ]
  const attributes = { type: 'button', tabindex: -1, 'data-column': column, 'aria-label': label }
  const button = element(
    'button',
    { ...attributes, class: classes.join(' ') },
    ...(one === undefined || state.directions.length > 0 ? signed(text) : [text]),
    ...state.directions.flatMap((one) => [' ', signElement(one)]),
    calls === 0 ? null : ` ${callsWords(calls)}`,
  )
  return element('td', {}, button)
}

function signElement(direction: Direction): HTMLElement {
  return element('span', { class: `sign is-${direction}` }, DIRECTION_SIGN[direction])
}
