/** Moves the focus between cells with arrow keys; the grid is one stop of the Tab key (roving tabindex). */

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

/** @param fill builds the cells of a row that has none yet. */
export function moveFocus(event: KeyboardEvent, body: HTMLElement, fill: (line: Element) => void): void {
  const step = STEPS[event.key]
  const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-column]') : null
  const line = cell?.closest('tr') ?? null
  if (step === undefined || cell === null || line === null) return
  event.preventDefault()
  const lines = [...body.children]
  const to = lines[within(lines.indexOf(line) + step[0], lines.length)]
  if (to === undefined) return
  fill(to)
  const cells = cellsOf(to)
  const next = cells[within(cellsOf(line).indexOf(cell) + step[1], cells.length)]
  if (next === undefined) return
  takeFocus(body, next)
  next.focus()
}

/** Makes the cell the only one in the tab order. */
export function takeFocus(body: HTMLElement, cell: HTMLElement): void {
  for (const other of body.querySelectorAll('[data-column][tabindex="0"]'))
    other.setAttribute('tabindex', '-1')
  cell.setAttribute('tabindex', '0')
}

function cellsOf(line: Element): readonly HTMLElement[] {
  return [...line.querySelectorAll<HTMLElement>('[data-column]')]
}

function within(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1)
}
