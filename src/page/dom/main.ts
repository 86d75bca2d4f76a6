/** Starts the page: reads the document in the file, shows it, and checks its claims. */
import type { PageDocument } from '../../answers/page.ts'
import type { AnswerRow } from '../answer.ts'
import { foldRows } from '../fold-rows.ts'
import { pageModel, type ShownGrant } from '../page-model.ts'
import { asksForCells } from '../question.ts'
import { searchOf } from '../search.ts'
import { seededRandom } from '../seeded-random.ts'
import { showAnswer } from './answer-box.ts'
import { showChanges } from './changes.ts'
import { checkClaims, showChecking, showFailure } from './check.ts'
import { type Detail, showDetail } from './detail.ts'
import { byId } from './elements.ts'
import { type Grid, showGrid } from './grid.ts'
import { showHead } from './head.ts'
import { placeInUrl, selectionInUrl } from './location.ts'
import { readQuestion, showQuestionForm } from './question-form.ts'
import { showTryLine } from './try-line.ts'

try {
  showChecking()
  start(byId('data').textContent ?? '')
} catch (error) {
  showFailure(error)
}

function start(json: string): void {
  const model = pageModel(JSON.parse(json) as PageDocument)
  const folds = foldRows(model)
  const asking = { model, folds, search: searchOf(model) }
  let answer: readonly AnswerRow[] | null = null

  showHead(model)
  showChanges(model, show)
  const tryLine = showTryLine(model, () => readQuestion().method)
  const grid = showGrid(model, folds, choose)
  const detail = showDetail(model, { tryLine, wantedIn, focusGrid: grid.focusMarked })
  showQuestionForm(model, (question) => {
    answer = showAnswer(asking, question, show)
    grid.answer(answer, question.method)
    detail.redraw()
  })

  /** Returns the matching grants of a cell in the answer; null, which means all grants, for any other cell. */
  function wantedIn(row: number, column: number): readonly ShownGrant[] | null {
    const line = asksForCells(readQuestion()) ? answer?.find(({ rows }) => rows.includes(row)) : undefined
    const grants = line?.cells.find((cell) => cell.column === column)?.grants ?? []
    return grants.length === 0 ? null : grants
  }

  function choose(row: number, column: number): void {
    detail.show(row, column)
    placeInUrl(model, row, column)
  }

  function show(row: number, column: number): void {
    grid.mark(row, column)
    choose(row, column)
  }

  function follow(): void {
    const selected = selectionInUrl(model)
    if (selected !== null) show(selected.row, selected.column)
  }
  addEventListener('hashchange', follow)
  printWhole(grid, detail)
  follow()
  checkClaims(model, seededRandom(json))
}

/** Prints the whole grid, and the tree of each changed cell. */
function printWhole(grid: Grid, detail: Detail): void {
  addEventListener('beforeprint', () => {
    grid.fillAll()
    detail.showChanged()
  })
  addEventListener('afterprint', () => detail.hideChanged())
}
