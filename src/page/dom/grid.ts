/** The grid. Rows get their cells when they come near the screen; one cell of all takes the focus, arrows move it. */
import { cellState, cellText, cellWords } from '../cell-state.ts'
import { type Filters, filtered, nameOf, type RowFold } from '../fold-rows.ts'
import type { PageModel } from '../page-model.ts'
import { byId, element } from './elements.ts'

export interface Grid {
  readonly filter: (filters: Filters) => void
  /** Marks the cell as the one that is shown below. */
  readonly mark: (row: number, column: number) => void
  readonly fillAll: () => void
}

type OnSelect = (row: number, column: number) => void

export function showGrid(model: PageModel, folds: readonly RowFold[], onSelect: OnSelect): Grid {
  const body = byId('rows')
  const filler = rowFiller(model)
  const open = new Set<number>()
  let shown = folds
  byId('hosts').append(...model.columns.map((column) => element('th', { scope: 'col' }, hostName(column))))

  function draw(): void {
    const rows = shown.flatMap((fold) => rowsOf(fold, model, open))
    filler.watch(rows)
    body.replaceChildren(...rows)
    byId('grid-note').textContent = noteOf(shown, model)
  }

  body.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return
    const folded = target.closest<HTMLElement>('[data-fold]')?.dataset.fold
    if (folded !== undefined) {
      const first = Number(folded)
      if (!open.delete(first)) open.add(first)
      draw()
      body.querySelector<HTMLElement>(`[data-fold="${folded}"]`)?.focus()
      return
    }
    const cell = target.closest<HTMLElement>('[data-column]')
    if (cell !== null) select(cell)
  })
  body.addEventListener('keydown', (event) => moveFocus(event, body, filler.fill))

  function select(cell: HTMLElement): void {
    markOnly(body, cell)
    onSelect(rowOf(cell), Number(cell.dataset.column))
  }

  draw()
  return {
    filter: (filters) => {
      shown = filtered(folds, model, filters)
      draw()
    },
    mark: (row, column) => {
      const line = [...body.children].find((one) => rowsIn(one).includes(row))
      if (line === undefined) return
      filler.fill(line)
      const cell = line.querySelector<HTMLElement>(`[data-column="${column}"]`)
      if (cell !== null) markOnly(body, cell)
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
    fillAll: () => [...body.children].forEach(filler.fill),
  }
}

/** `812 calls`. */
export function callsWords(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`
}

export function hostName(origin: string | null): string {
  return origin === null ? 'any other host' : origin.replace(/^https:\/\//, '')
}

/** The fold as a row, and where it is open each of its rows. */
function rowsOf(fold: RowFold, model: PageModel, open: ReadonlySet<number>): readonly HTMLElement[] {
  const [first = 0] = fold
  if (fold.length === 1) return [rowElement(fold, element('span', {}, nameOf(model, first)))]
  const isOpen = open.has(first)
  const button = element(
    'button',
    { type: 'button', 'data-fold': first, 'aria-expanded': isOpen ? 'true' : 'false' },
    isOpen ? 'fold' : `and ${fold.length - 1} more alike`,
  )
  const head = rowElement(isOpen ? [first] : fold, element('span', {}, nameOf(model, first), ' ', button))
  if (!isOpen) return [head]
  return [head, ...fold.slice(1).map((row) => rowElement([row], element('span', {}, nameOf(model, row))))]
}

function rowElement(rows: RowFold, name: HTMLElement): HTMLElement {
  return element('tr', { 'data-rows': rows.join(' ') }, element('th', { scope: 'row' }, name))
}

function rowsIn(line: Element): readonly number[] {
  return (line instanceof HTMLElement ? (line.dataset.rows ?? '') : '').split(' ').map(Number)
}

function rowOf(cell: HTMLElement): number {
  return rowsIn(cell.closest('tr') ?? cell)[0] ?? 0
}

const NEAR = '600px'

function rowFiller(model: PageModel) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) fill(target)
    },
    { root: byId('grid'), rootMargin: NEAR },
  )

  function fill(line: Element): void {
    if (line.querySelector('[data-column]') !== null) return
    observer.unobserve(line)
    const rows = rowsIn(line)
    line.append(...model.columns.map((origin, column) => cellElement(model, { rows, column, origin })))
  }

  return {
    fill,
    watch: (rows: readonly Element[]) => {
      observer.disconnect()
      for (const row of rows) observer.observe(row)
      // One cell can be reached from the start, before anybody scrolls.
      const [first] = rows
      if (first === undefined) return
      fill(first)
      first.querySelector('[data-column]')?.setAttribute('tabindex', '0')
    },
  }
}

function cellElement(
  model: PageModel,
  {
    rows,
    column,
    origin,
  }: { readonly rows: RowFold; readonly column: number; readonly origin: string | null },
): HTMLElement {
  const [row = 0] = rows
  const state = cellState(model.cell(row, column))
  const calls = model.callsIn(rows, column) ?? 0
  const label = `${nameOf(model, row)} at ${hostName(origin)}: ${cellWords(state)}${calls === 0 ? '' : `, ${callsWords(calls)}`}`
  const classes = [
    `reads-${state.reads}`,
    `writes-${state.writes}`,
    ...state.directions.map((one) => `is-${one}`),
  ]
  const button = element(
    'button',
    { type: 'button', tabindex: -1, 'data-column': column, 'aria-label': label, class: classes.join(' ') },
    calls === 0 ? cellText(state) : `${cellText(state)} ${callsWords(calls)}`,
  )
  return element('td', {}, button)
}

function markOnly(body: HTMLElement, cell: HTMLElement): void {
  for (const other of body.querySelectorAll('[aria-current]')) other.removeAttribute('aria-current')
  for (const other of body.querySelectorAll('[data-column][tabindex="0"]'))
    other.setAttribute('tabindex', '-1')
  cell.setAttribute('aria-current', 'true')
  cell.setAttribute('tabindex', '0')
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
}

function moveFocus(event: KeyboardEvent, body: HTMLElement, fill: (line: Element) => void): void {
  const step = STEPS[event.key]
  const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-column]') : null
  const line = cell?.closest('tr') ?? null
  if (step === undefined || cell === null || line === null) return
  event.preventDefault()
  const lines = [...body.children]
  const to = lines[within(lines.indexOf(line) + step[0], lines.length)]
  if (to === undefined) return
  fill(to)
  const cells = [...to.querySelectorAll<HTMLElement>('[data-column]')]
  const next = cells[within(Number(cell.dataset.column) + step[1], cells.length)]
  for (const other of body.querySelectorAll('[data-column][tabindex="0"]'))
    other.setAttribute('tabindex', '-1')
  next?.setAttribute('tabindex', '0')
  next?.focus()
}

function within(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1)
}

function noteOf(shown: readonly RowFold[], { rows }: PageModel): string {
  const count = shown.reduce((sum, fold) => sum + fold.length, 0)
  return count === rows.length ? '' : `${count} of ${rows.length} rows`
}
