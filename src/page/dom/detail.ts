/** Shows the grants and rules of a cell: beside the grid if there is room, else below it, and always in view. */
import { cellState, cellWords, DECISION_ANSWER } from '../cell-state.ts'
import { requestsOf } from '../entries.ts'
import { nameOf } from '../fold-rows.ts'
import type { PageCell, PageModel, ShownGrant } from '../page-model.ts'
import { byId, element } from './elements.ts'
import { hostName } from './grid-rows.ts'
import { treeElements } from './tree.ts'
import type { TryLine } from './try-line.ts'

export interface Detail {
  readonly show: (row: number, column: number) => void
  /** Shows the open cell again, after the question changed. */
  readonly redraw: () => void
  /** Shows the tree of each changed cell, for paper, where nobody can click. */
  readonly showChanged: () => void
  readonly hideChanged: () => void
}

/** From this width on the panel is beside the grid; the same as in style.css. */
const BESIDE = '(min-width: 1100px)'

/** Returns the grants of the answer in a cell; null: the cell is not in the answer. */
export type WantedIn = (row: number, column: number) => readonly ShownGrant[] | null

interface Around {
  readonly tryLine: TryLine
  readonly wantedIn: WantedIn
  /** Called when the focused element is removed. */
  readonly focusGrid: () => void
}

export function showDetail(model: PageModel, { tryLine, wantedIn, focusGrid }: Around): Detail {
  const panel = byId('panel')
  const title = byId('detail-title')
  const paper = byId('changed-cells')
  let shown = { row: 0, column: 0 }
  let opener: Element | null = null

  function draw(only: ReadonlySet<ShownGrant> | null): void {
    const { row, column } = shown
    byId('detail').replaceChildren(
      ...treeElements(model, { row, column, only, onTry: (request) => tryLine.decide(request, row) }),
    )
    const all = model.cell(row, column).grants.length
    byId('detail-note').replaceChildren(...(only === null ? [] : noteOf(only.size, all, () => draw(null))))
  }

  function back(): void {
    panel.hidden = true
    byId('board').classList.remove('has-panel')
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    else focusGrid()
  }
  byId('back').addEventListener('click', back)
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') back()
  })
  byId('to-try').addEventListener('click', (event) => {
    event.preventDefault()
    tryLine.focus()
  })

  return {
    show: (row, column) => {
      const { activeElement } = document
      if (!panel.contains(activeElement)) opener = activeElement === document.body ? null : activeElement
      shown = { row, column }
      const only = wantedIn(row, column)
      const name = `${nameOf(model, row)} at ${hostName(model.columns[column] ?? null)}`
      title.textContent = `${name}: ${cellHeading(model.cell(row, column), model.columns[column] ?? null)}`
      draw(only === null ? null : new Set(only))
      panel.hidden = false
      byId('board').classList.add('has-panel')
      panel.scrollTop = 0
      panel.scrollIntoView({ block: matchMedia(BESIDE).matches ? 'nearest' : 'start' })
      title.focus({ preventScroll: true })
      tryLine.prefill(row, column, only)
    },
    redraw: () => {
      if (panel.hidden) return
      const only = wantedIn(shown.row, shown.column)
      draw(only === null ? null : new Set(only))
    },
    showChanged: () => paper.append(...changedTrees(model)),
    hideChanged: () => paper.replaceChildren(),
  }
}

/** `DELETE free at /tickets/* alone`: a cell of one line names it, since 'reads free, writes denied' would overstate it. */
function cellHeading(cell: PageCell, origin: string | null): string {
  const [only] = cell.grants
  const isOne = origin !== null && cell.grants.length === 1 && cell.changes.length === 0
  if (
    only === undefined ||
    !isOne ||
    !only.resource.startsWith(`${origin}/`) ||
    only.resource === `${origin}/*`
  )
    return cellWords(cellState(cell))
  const answer = DECISION_ANSWER[only.decision]
  return `${requestsOf(only)} ${answer} at ${only.resource.slice(origin.length)} alone`
}

function changedTrees(model: PageModel): readonly HTMLElement[] {
  const { rows, columns } = model
  return [...rows.keys()].flatMap((row) =>
    model.columnsOf(row).flatMap((column) => {
      if (model.cell(row, column).changes.length === 0) return []
      const heading = `${nameOf(model, row)} at ${hostName(columns[column] ?? null)}`
      return [
        element('h3', {}, heading),
        ...treeElements(model, { row, column, only: null, onTry: () => {} }),
      ]
    }),
  )
}

/** Notes that the tree shows only a part, with a button for all lines. */
function noteOf(shown: number, all: number, onWhole: () => void): readonly (HTMLElement | string)[] {
  if (shown === all) return []
  const whole = element('button', { type: 'button', class: 'link' }, `show all ${all}`)
  whole.addEventListener('click', () => {
    onWhole()
    byId('detail-title').focus()
  })
  return [`${shown} of ${all} lines match. `, whole]
}
