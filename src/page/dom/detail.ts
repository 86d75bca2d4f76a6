/** Shows what is behind a cell: beside the grid where there is room, else below it, and always in view. */
import { cellState, cellWords } from '../cell-state.ts'
import { nameOf } from '../fold-rows.ts'
import type { PageModel, ShownGrant } from '../page-model.ts'
import { byId, element } from './elements.ts'
import { hostName } from './grid-rows.ts'
import { treeElements } from './tree.ts'
import type { TryLine } from './try-line.ts'

export interface Detail {
  /** @param only the grants of the answer; null: the question has no say in this cell. */
  readonly show: (row: number, column: number, only: readonly ShownGrant[] | null) => void
  /** For paper, where nobody can click: the tree of each cell that changed. */
  readonly showChanged: () => void
  readonly hideChanged: () => void
}

/** The panel stands beside the grid from here on, as in the style. */
const BESIDE = '(min-width: 1100px)'

export function showDetail(model: PageModel, tryLine: TryLine, onBack: () => void): Detail {
  const panel = byId('panel')
  const title = byId('detail-title')
  const paper = byId('changed-cells')
  let shown = { row: 0, column: 0 }

  function draw(only: ReadonlySet<ShownGrant> | null): void {
    const { row, column } = shown
    byId('detail').replaceChildren(
      ...treeElements(model, { row, column, only, onTry: (request) => tryLine.decide(request, row) }),
    )
    const all = model.cell(row, column).grants.length
    const note = byId('detail-note')
    if (only === null || only.size === all) {
      note.replaceChildren()
      return
    }
    const whole = element('button', { type: 'button', class: 'link' }, `show all ${all}`)
    whole.addEventListener('click', () => {
      draw(null)
      title.focus()
    })
    note.replaceChildren(`${only.size} of ${all} lines are of the answer. `, whole)
  }

  function back(): void {
    panel.hidden = true
    byId('board').classList.remove('has-panel')
    onBack()
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
    show: (row, column, only) => {
      shown = { row, column }
      const name = `${nameOf(model, row)} at ${hostName(model.columns[column] ?? null)}`
      title.textContent = `${name}: ${cellWords(cellState(model.cell(row, column)))}`
      draw(only === null ? null : new Set(only))
      panel.hidden = false
      byId('board').classList.add('has-panel')
      panel.scrollTop = 0
      panel.scrollIntoView({ block: matchMedia(BESIDE).matches ? 'nearest' : 'start' })
      title.focus({ preventScroll: true })
      tryLine.prefill(row, column, only)
    },
    showChanged: () => {
      for (const row of model.rows.keys())
        for (const [column, origin] of model.columns.entries()) {
          if (model.cell(row, column).changes.length === 0) continue
          const heading = element('h3', {}, `${nameOf(model, row)} at ${hostName(origin)}`)
          paper.append(heading, ...treeElements(model, { row, column, only: null, onTry: () => {} }))
        }
    },
    hideChanged: () => paper.replaceChildren(),
  }
}
