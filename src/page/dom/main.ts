/** Starts the page: it reads the document in the file, shows it, and decides each claim again. */
import type { PageDocument } from '../../answers/page.ts'
import { foldRows } from '../fold-rows.ts'
import { pageModel } from '../page-model.ts'
import { checkClaims } from './check.ts'
import { showDetail } from './detail.ts'
import { byId } from './elements.ts'
import { readFilters, showFilters } from './filters.ts'
import { showGrid } from './grid.ts'
import { showHead } from './head.ts'
import { placeInUrl, selectionInUrl } from './location.ts'
import { showTryLine } from './try-line.ts'

const model = pageModel(JSON.parse(byId('data').textContent ?? '') as PageDocument)
const folds = foldRows(model)

showHead(model, folds)
const tryLine = showTryLine(model)
const detail = showDetail(model, tryLine)
const grid = showGrid(model, folds, (row, column) => {
  detail.show(row, column)
  placeInUrl(model, row, column)
})
showFilters(model, () => grid.filter(readFilters()))

function follow(): void {
  const selected = selectionInUrl(model)
  if (selected === null) return
  grid.mark(selected.row, selected.column)
  detail.show(selected.row, selected.column)
}
addEventListener('hashchange', follow)
addEventListener('beforeprint', () => {
  grid.fillAll()
  detail.showChanged()
})
addEventListener('afterprint', () => detail.hideChanged())
follow()
checkClaims(model)
