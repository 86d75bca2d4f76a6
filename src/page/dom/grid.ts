/** Shows the grid. Rows get their cells when they come near the screen. One cell is in the tab order (roving tabindex); arrows move the focus. */
import type { AnswerRow } from '../answer.ts'
import type { RowFold } from '../fold-rows.ts'
import type { PageModel } from '../page-model.ts'
import { setWidths } from './column-widths.ts'
import { breakable, byId, element } from './elements.ts'
import { cellElements, foldElements, type GridView, hostName, rowsIn } from './grid-rows.ts'
import { moveFocus, takeFocus } from './move-focus.ts'

export interface Grid {
  /** Shows the rows and hosts of an answer. @param rows null: everything. @param method the only method of the question, or ''. */
  readonly answer: (rows: readonly AnswerRow[] | null, method: string) => void
  /** Marks the cell as the one that is shown. */
  readonly mark: (row: number, column: number) => void
  /** Gives the focus back to the marked cell. */
  readonly focusMarked: () => void
  readonly fillAll: () => void
}

type OnSelect = (row: number, column: number) => void

interface Place {
  readonly row: number
  readonly column: number
}

interface Drawing {
  readonly model: PageModel
  readonly body: HTMLElement
  readonly filler: ReturnType<typeof rowFiller>
  /** The first rows of the open folds. */
  readonly open: Set<number>
  shown: readonly RowFold[]
  view: GridView
  marked: Place | null
}

export function showGrid(model: PageModel, folds: readonly RowFold[], onSelect: OnSelect): Grid {
  const body = byId('rows')
  const filler = rowFiller((line) => line.append(...cellElements(model, rowsIn(line), drawing.view)))
  const drawing: Drawing = {
    ...{ model, body, filler, open: new Set(), marked: null },
    ...{ shown: folds, view: wholeView(model) },
  }
  body.addEventListener('click', ({ target }) => {
    if (target instanceof Element) clicked(drawing, target, onSelect)
  })
  body.addEventListener('keydown', (event) => moveFocus(event, body, filler.fill))
  tellOfMore()
  draw(drawing)
  return {
    answer: (rows, method) => {
      drawing.shown = rows === null ? folds : rows.map((one) => one.rows)
      drawing.view = rows === null ? { ...wholeView(model), method } : answerView(model, rows, method)
      draw(drawing)
    },
    mark: (row, column) => {
      drawing.marked = { row, column }
      markedCell(drawing)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
    focusMarked: () =>
      (
        body.querySelector<HTMLElement>('[aria-current]') ?? body.querySelector<HTMLElement>('[tabindex="0"]')
      )?.focus(),
    fillAll: () => [...body.children].forEach(filler.fill),
  }
}

function draw(drawing: Drawing): void {
  const { model, body, filler, open, shown, view } = drawing
  const heads = view.columns.map((column) => hostElement(model.columns[column] ?? null))
  byId('hosts').replaceChildren(element('th', { scope: 'col' }, 'agent or policy'), ...heads)
  const telling = tellingColumns(model)
  setWidths(byId('hosts'), (index) => telling.has(view.columns[index] ?? 0))
  const rows = shown.flatMap((fold) => foldElements(fold, model, open))
  body.replaceChildren(...rows)
  filler.watch(rows)
  byId('grid').hidden = rows.length === 0
  markedCell(drawing)
  byId('grid-note').textContent = noteOf(model, shown, view)
}

/** The columns with a change, or with calls of a log. */
function tellingColumns({ document, columns }: PageModel): ReadonlySet<number> {
  const columnOf = new Map(columns.map((origin, index) => [origin, index]))
  const others = columnOf.get(null) ?? 0
  const origins = [...document.changes, ...(document.calls?.hosts ?? [])].map(({ origin }) => origin)
  return new Set(origins.map((origin) => columnOf.get(origin) ?? others))
}

function clicked(drawing: Drawing, target: Element, onSelect: OnSelect): void {
  const { body, open } = drawing
  const folded = target.closest<HTMLElement>('[data-fold]')?.dataset.fold
  if (folded !== undefined) {
    const first = Number(folded)
    if (!open.delete(first)) open.add(first)
    draw(drawing)
    body.querySelector<HTMLElement>(`[data-fold="${folded}"]`)?.focus()
    return
  }
  const cell = target.closest<HTMLElement>('[data-column]')
  if (cell === null) return
  const place = { row: rowsIn(cell.closest('tr') ?? cell)[0] ?? 0, column: Number(cell.dataset.column) }
  drawing.marked = place
  markOnly(body, cell)
  onSelect(place.row, place.column)
}

/** Marks the chosen cell. @returns null if there is none, or it is not in the answer. */
function markedCell({ body, filler, marked }: Drawing): HTMLElement | null {
  const line =
    marked === null ? undefined : [...body.children].find((one) => rowsIn(one).includes(marked.row))
  if (marked === null || line === undefined) return null
  filler.fill(line)
  const cell = line.querySelector<HTMLElement>(`[data-column="${marked.column}"]`)
  if (cell !== null) markOnly(body, cell)
  return cell
}

/** Shows a note while columns are scrolled out of view, since nobody would look for them. */
function tellOfMore(): void {
  const box = byId('grid')
  const observer = new ResizeObserver(() => {
    const hidden = box.scrollWidth - box.clientWidth
    const last = byId('hosts').lastElementChild
    byId('grid-more').hidden = !(last instanceof HTMLElement) || hidden <= last.offsetWidth / 2
  })
  for (const part of [box, ...box.children]) observer.observe(part)
}

function wholeView(model: PageModel): GridView {
  return { columns: [...model.columns.keys()], method: '', isAside: () => false }
}

/** Hides hosts, like rows, without a cell of the answer. */
function answerView(model: PageModel, rows: readonly AnswerRow[], method: string): GridView {
  const cells = new Set(
    rows.flatMap(({ rows: of, cells: found }) =>
      of.flatMap((row) => found.map(({ column }) => row * model.columns.length + column)),
    ),
  )
  const wanted = new Set(rows.flatMap(({ cells: found }) => found.map(({ column }) => column)))
  return {
    columns: [...model.columns.keys()].filter((column) => wanted.has(column)),
    method,
    isAside: (row, column) => !cells.has(row * model.columns.length + column),
  }
}

function hostElement(origin: string | null): HTMLElement {
  return element('th', { scope: 'col' }, ...breakable(hostName(origin)))
}

function noteOf({ rows, columns }: PageModel, shown: readonly RowFold[], view: GridView): string {
  const count = shown.reduce((sum, fold) => sum + fold.length, 0)
  if (count === 0) return ''
  const hidden = [
    ...(count === rows.length ? [] : [`${count} of ${rows.length} rows`]),
    ...(view.columns.length === columns.length ? [] : [`${view.columns.length} of ${columns.length} hosts`]),
  ]
  const asked = view.method === '' ? '' : `Cells show the answer for ${view.method} only. `
  const part = hidden.length === 0 ? '' : `The table shows only the answer: ${hidden.join(' and ')}. `
  return `${asked}${part}Choose a cell to see its paths and rules.`
}

const NEAR = '600px'

function rowFiller(addCells: (line: Element) => void) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) fill(target)
    },
    { root: byId('grid'), rootMargin: NEAR },
  )

  function fill(line: Element): void {
    if (line.querySelector('[data-column]') !== null) return
    observer.unobserve(line)
    addCells(line)
  }

  return {
    fill,
    watch: (rows: readonly Element[]) => {
      observer.disconnect()
      for (const row of rows) observer.observe(row)
      // The first row gets its cells at once, so that the Tab key reaches a cell.
      const [first] = rows
      if (first === undefined) return
      fill(first)
      first.querySelector('[data-column]')?.setAttribute('tabindex', '0')
    },
  }
}

function markOnly(body: HTMLElement, cell: HTMLElement): void {
  for (const other of body.querySelectorAll('[aria-current]')) other.removeAttribute('aria-current')
  takeFocus(body, cell)
  cell.setAttribute('aria-current', 'true')
}
