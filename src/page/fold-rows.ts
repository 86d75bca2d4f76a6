/** Rows that look the same are one row, the riskiest first; filters say which stay. */
import { decide } from '../access/model/decide.ts'
import { hasKind } from '../access/model/reads.ts'
import { agentLabel } from '../policy/binding.ts'
import { cellState, riskOf } from './cell-state.ts'
import { boundOf, type PageCell, type PageModel } from './page-model.ts'

export interface Filters {
  /** Only rows that may write somewhere. */
  readonly writes: boolean
  /** Only rows with a change. */
  readonly changed: boolean
  /** Only rows of which no rule that lets something through decided a call of the log. */
  readonly unused: boolean
  /** Only rows with an approval by this group; '' for all. */
  readonly group: string
  /** Only rows whose name has this in it; '' for all. */
  readonly name: string
}

export const NO_FILTERS: Filters = { writes: false, changed: false, unused: false, group: '', name: '' }

/** Indexes of rows with equal cells, at least one. */
export type RowFold = readonly number[]

export function foldRows(model: PageModel): readonly RowFold[] {
  const folds = new Map<string, { rows: number[]; risk: number }>()
  for (const index of model.rows.keys()) {
    const key = model.signature(index)
    const known = folds.get(key)
    if (known === undefined) folds.set(key, { rows: [index], risk: rowRisk(model, index) })
    else known.rows.push(index)
  }
  return [...folds.values()]
    .sort((a, b) => b.risk - a.risk || (a.rows[0] ?? 0) - (b.rows[0] ?? 0))
    .map(({ rows }) => rows)
}

/** A fold stays as far as its rows do. */
export function filtered(folds: readonly RowFold[], model: PageModel, filters: Filters): readonly RowFold[] {
  return folds.flatMap((fold) => {
    const rows = fold.filter((row) => nameOf(model, row).toLowerCase().includes(filters.name.toLowerCase()))
    const [first] = rows
    return first === undefined || !isWanted(model, first, filters) ? [] : [rows]
  })
}

/** `billing-agent`, `payments (policy, bound to nobody)`. */
export function nameOf({ rows }: PageModel, index: number): string {
  const row = rows[index]
  if (row === undefined) return ''
  return 'agent' in row ? agentLabel(row.agent) : `${row.policy} (policy, bound to nobody known)`
}

/** Groups that some approval of the page names, sorted. */
export function groupsOf({ document }: PageModel): readonly string[] {
  const groups = document.grants.flatMap(({ part }) => part.route?.approvers.groups ?? [])
  return [...new Set(groups)].sort()
}

function isWanted(model: PageModel, row: number, { writes, changed, unused, group }: Filters): boolean {
  const cells = model.columns.map((_column, column) => model.cell(row, column))
  return (
    (!writes || cells.some(({ grants }) => grants.some((grant) => hasKind('writes', grant)))) &&
    (!changed || cells.some(({ changes }) => changes.length > 0)) &&
    (!unused || !isUsed(model, row, cells)) &&
    (group === '' || cells.some((cell) => asks(cell, group)))
  )
}

/** The request of a grant itself tells which rules allow it. */
function isUsed(model: PageModel, row: number, cells: readonly PageCell[]): boolean {
  const reacher = model.rows[row]
  const bound = reacher === undefined ? [] : boundOf(reacher, model.after)
  return cells.some(({ grants }) =>
    grants.some(({ witness }) =>
      decide(witness, bound).because.some((rule) => (model.callsOf(rule) ?? 0) > 0),
    ),
  )
}

function asks({ grants }: PageCell, group: string): boolean {
  return grants.some(({ route }) => route?.approvers.groups.includes(group) ?? false)
}

/** The riskiest cell counts first, then all of them. */
function rowRisk(model: PageModel, row: number): number {
  const risks = model.columns.map((_column, column) => riskOf(cellState(model.cell(row, column))))
  return Math.max(0, ...risks) * 100_000 + risks.reduce((sum, risk) => sum + risk, 0)
}
