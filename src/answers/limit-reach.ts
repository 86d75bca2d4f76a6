/** Keeps the page small enough to open: the riskiest rows stay, and the others are counted. */
import type { Reach } from '../access/questions/reach.ts'

/** The most grants and changes of all rows; they make about five megabytes. */
const MOST_PARTS = 60_000

export interface Omitted {
  /** Number of agents and unbound policies that the page does not show: the least risky ones. */
  readonly rows: number
}

export interface LimitedReach {
  readonly reach: Reach
  readonly omitted: Omitted | null
}

/** @param most parts, each counted once for each of its rows. */
export function limitReach(reach: Reach, most: number = MOST_PARTS): LimitedReach {
  const weights = weightsOf(reach)
  const total = weights.reduce((sum, { parts }) => sum + parts, 0)
  if (total <= most) return { reach, omitted: null }
  const kept = new Map<number, number>()
  let room = most
  for (const { row, parts } of [...weights].sort((a, b) => b.risk - a.risk || a.row - b.row)) {
    if (parts > room && kept.size > 0) break
    room -= parts
    kept.set(row, 0)
  }
  const rows = [...kept.keys()].sort((a, b) => a - b)
  for (const [index, row] of rows.entries()) kept.set(row, index)
  const only = <Part extends { readonly rows: readonly number[] }>(parts: readonly Part[]): readonly Part[] =>
    parts.flatMap((part) => {
      const left = part.rows.flatMap((row) => kept.get(row) ?? [])
      return left.length === 0 ? [] : [{ ...part, rows: left }]
    })
  return {
    reach: {
      rows: rows.flatMap((row) => reach.rows[row] ?? []),
      origins: reach.origins,
      grants: only(reach.grants),
      before: only(reach.before),
      changes: only(reach.changes),
    },
    omitted: { rows: reach.rows.length - rows.length },
  }
}

interface Weight {
  readonly row: number
  parts: number
  risk: number
}

/** Ranks rows: changes that allow more come first, then access without a human. */
function weightsOf({ rows, grants, before, changes }: Reach): readonly Weight[] {
  const weights = rows.map((_row, row): Weight => ({ row, parts: 0, risk: 0 }))
  const count = (parts: readonly { rows: readonly number[] }[], riskOf: (index: number) => number): void =>
    parts.forEach(({ rows: indexes }, part) => {
      for (const index of indexes) {
        const weight = weights[index]
        if (weight === undefined) continue
        weight.parts += 1
        weight.risk += riskOf(part)
      }
    })
  count(grants, (index) => (grants[index]?.part.decision === 'allow' ? 10 : 1))
  count(before, () => 0)
  count(changes, (index) => (changes[index]?.part.direction === 'narrower' ? 1000 : 1_000_000))
  return weights
}
