/** Folds rows with equal cells into one; agents come first, and in each kind the riskiest. */
import { agentLabel } from '../policy/binding.ts'
import { cellState, riskOf } from './cell-state.ts'
import type { PageModel } from './page-model.ts'

/** Indexes of rows with equal cells, at least one. */
export type RowFold = readonly number[]

export function foldRows(model: PageModel): readonly RowFold[] {
  const folds = new Map<string, { rows: number[]; risk: number }>()
  const kindOf = ({ rows: [first = 0] }: { rows: readonly number[] }): number =>
    Number(!isAgent(model, first))
  for (const index of model.rows.keys()) {
    const key = model.signature(index)
    const known = folds.get(key)
    if (known === undefined) folds.set(key, { rows: [index], risk: rowRisk(model, index) })
    else known.rows.push(index)
  }
  return [...folds.values()]
    .sort((a, b) => kindOf(a) - kindOf(b) || b.risk - a.risk || (a.rows[0] ?? 0) - (b.rows[0] ?? 0))
    .map(({ rows }) => rows)
}

/** Tells whether the row is an agent; a row of a policy shows what an agent bound to it could do. */
export function isAgent({ rows }: PageModel, index: number): boolean {
  const row = rows[index]
  return row !== undefined && 'agent' in row
}

/** The name of the row itself: `billing-agent`, `payments`. */
export function labelOf({ rows }: PageModel, index: number): string {
  const row = rows[index]
  if (row === undefined) return ''
  return 'agent' in row ? agentLabel(row.agent) : row.policy
}

/** `billing-agent`, `payments (policy bound to no known agent)`. */
export function nameOf(model: PageModel, index: number): string {
  const label = labelOf(model, index)
  return isAgent(model, index) ? label : `${label} (${UNBOUND})`
}

export const UNBOUND = 'policy bound to no known agent'

/** Ranks by the riskiest cell, then by the sum of all cells. */
function rowRisk(model: PageModel, row: number): number {
  const risks = model.columnsOf(row).map((column) => riskOf(cellState(model.cell(row, column))))
  return Math.max(0, ...risks) * 100_000 + risks.reduce((sum, risk) => sum + risk, 0)
}
