/** Finds the answer to a question: the rows, and for each the matching cells and grants. */
import { decide } from '../access/model/decide.ts'
import type { RowFold } from './fold-rows.ts'
import { boundOf, type PageCell, type PageModel, type ShownGrant } from './page-model.ts'
import { asksForCells, hasAskedMethod, isAskedDecision, type PageQuestion } from './question.ts'
import type { Search, Term } from './search.ts'

export interface AnswerCell {
  readonly column: number
  /** Empty if the question is about denied requests. */
  readonly grants: readonly ShownGrant[]
}

export interface AnswerRow {
  /** Rows of one fold whose names match the same words. */
  readonly rows: RowFold
  readonly cells: readonly AnswerCell[]
}

export interface Asking {
  readonly model: PageModel
  readonly folds: readonly RowFold[]
  readonly search: Search
}

/** Returns the rows that have a cell of the answer. */
export function answerRows({ model, folds, search }: Asking, question: PageQuestion): readonly AnswerRow[] {
  const terms = search.termsOf(question.text)
  return folds.flatMap((fold) =>
    byName(fold, terms, search).flatMap(({ rows, rest }) => {
      const [row = 0] = rows
      if (question.unused && isUsed(model, row)) return []
      const columns = question.decision === 'denied' ? [...model.columns.keys()] : model.columnsOf(row)
      const cells = columns.flatMap(
        (column) => answerCell({ model, search, rest }, question, { row, column }) ?? [],
      )
      return cells.length === 0 ? [] : [{ rows, cells }]
    }),
  )
}

interface NamedRows {
  readonly rows: number[]
  /** The terms that are in none of the names. */
  readonly rest: readonly Term[]
}

/** Groups the rows of a fold by the words in their names: their cells are equal, but their names differ. */
function byName(fold: RowFold, terms: readonly Term[], search: Search): readonly NamedRows[] {
  const groups = new Map<string, NamedRows>()
  for (const row of fold) {
    const rest = terms.filter((term) => !search.isRow(row, term))
    const key = rest.map(({ word }) => word).join(' ')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { rows: [row], rest })
    else known.rows.push(row)
  }
  return [...groups.values()]
}

interface Place {
  readonly row: number
  readonly column: number
}

function answerCell(
  { model, search, rest }: Pick<Asking, 'model' | 'search'> & Pick<NamedRows, 'rest'>,
  question: PageQuestion,
  place: Place,
): AnswerCell | null {
  const cell = model.cell(place.row, place.column)
  const { column } = place
  if (question.changed && !cell.changes.some((change) => hasAskedMethod(question, change))) return null
  if (!asksForCells(question)) return { column, grants: cell.grants }
  const terms = rest.filter((term) => !search.isHost(column, term))
  const spoken = cell.grants.filter(
    (grant) => hasAskedMethod(question, grant) && terms.every((term) => search.isGrant(grant, term, place)),
  )
  if (question.decision === 'denied')
    return spoken.length === 0 && terms.every((term) => search.isPathAt(column, term))
      ? { column, grants: [] }
      : null
  const grants = spoken.filter((grant) => isAskedDecision(question, grant))
  return grants.length > 0 || isClosed(cell, question, terms) ? { column, grants } : null
}

/** Tells whether a change removed all access that the question is about, so that no grant is left to match. */
function isClosed({ changes }: PageCell, question: PageQuestion, terms: readonly Term[]): boolean {
  const { changed, decision, group } = question
  if (!changed || decision !== '' || group !== '') return false
  return changes.some(
    (change) =>
      hasAskedMethod(question, change) &&
      terms.every(({ word }) => change.resource.toLowerCase().includes(word)),
  )
}

/** Tells whether a rule behind a grant of the row decided a call of the log; the example of each grant finds its rules. */
function isUsed(model: PageModel, row: number): boolean {
  const reacher = model.rows[row]
  const bound = reacher === undefined ? [] : boundOf(reacher, model.after)
  return model
    .columnsOf(row)
    .some((column) =>
      model
        .cell(row, column)
        .grants.some(({ witness }) =>
          decide(witness, bound).because.some((rule) => (model.callsOf(rule) ?? 0) > 0),
        ),
    )
}
