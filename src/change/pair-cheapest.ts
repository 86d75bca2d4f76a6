/** Above this size the optimal pairing takes seconds, so a greedy one is used: each row takes the cheapest free column. */
const EXACT_UP_TO = 120

/** The largest distance between the positions of a pair in a greedy pairing. */
const WINDOW = 50

export interface Pairing {
  readonly rows: number
  readonly columns: number
  /** A whole number; a row and a column with Infinity are never paired. */
  readonly cost: (row: number, column: number) => number
  /** The cost of leaving a row and a column unpaired; a pair must cost less. */
  readonly unpaired: number
}

/**
 * Pairs rows with columns, each at most once, with the least sum of costs (up to
 * EXACT_UP_TO). Among equal sums more pairs win, then near positions.
 */
export function pairCheapest(pairing: Pairing): readonly (readonly [row: number, column: number])[] {
  const size = Math.max(pairing.rows, pairing.columns)
  if (size > EXACT_UP_TO) return greedy(pairing)
  return hungarian(size, weights(pairing, size)).filter(
    ([row, column]) => costOf(pairing, row, column) < pairing.unpaired,
  )
}

function costOf({ rows, columns, cost, unpaired }: Pairing, row: number, column: number): number {
  return row < rows && column < columns ? Math.min(cost(row, column), unpaired) : unpaired
}

/**
 * Scales the costs so that any cost outweighs the number of pairs, and that all
 * distances. Among equal sums more pairs win: else two orders of one question
 * could get answers with another number of differences.
 */
function weights(pairing: Pairing, size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => {
      const cost = costOf(pairing, row, column)
      const isPair = cost < pairing.unpaired
      const byPairs = cost * (size + 1) + Number(!isPair)
      return byPairs * size * size + (isPair ? Math.abs(row - column) : 0)
    }),
  )
}

function greedy(pairing: Pairing): [number, number][] {
  const taken = new Set<number>()
  const pairs: [number, number][] = []
  for (let row = 0; row < pairing.rows; row += 1) {
    let best: { column: number; cost: number } | null = null
    for (let column = Math.max(0, row - WINDOW); column < row + WINDOW; column += 1) {
      if (taken.has(column)) continue
      const cost = costOf(pairing, row, column)
      if (cost < (best?.cost ?? pairing.unpaired)) best = { column, cost }
    }
    if (best === null) continue
    taken.add(best.column)
    pairs.push([row, best.column])
  }
  return pairs
}

/** The assignment problem by shortest augmenting paths with potentials (Kuhn, Munkres; Jonker, Volgenant). Index 0 stands for 'none'. */
function hungarian(size: number, weight: readonly (readonly number[])[]): [number, number][] {
  const potentials = { row: new Array<number>(size + 1).fill(0), column: new Array<number>(size + 1).fill(0) }
  const rowOf = new Array<number>(size + 1).fill(0)
  for (let row = 1; row <= size; row += 1) augment({ row, size, weight, potentials, rowOf })
  return rowOf.slice(1).map((row, column) => [row - 1, column])
}

interface Assignment {
  readonly row: number
  readonly size: number
  readonly weight: readonly (readonly number[])[]
  readonly potentials: { readonly row: number[]; readonly column: number[] }
  /** Row that each column is given to. */
  readonly rowOf: number[]
}

function augment({ row, size, weight, potentials, rowOf }: Assignment): void {
  const least = new Array<number>(size + 1).fill(Number.POSITIVE_INFINITY)
  const from = new Array<number>(size + 1).fill(0)
  const isDone = new Array<boolean>(size + 1).fill(false)
  const at = (list: readonly number[], index: number): number => list[index] ?? 0
  rowOf[0] = row
  let column = 0
  do {
    isDone[column] = true
    const current = at(rowOf, column)
    let delta = Number.POSITIVE_INFINITY
    let next = 0
    for (let other = 1; other <= size; other += 1) {
      if (isDone[other]) continue
      const slack =
        at(weight[current - 1] ?? [], other - 1) - at(potentials.row, current) - at(potentials.column, other)
      if (slack < at(least, other)) {
        least[other] = slack
        from[other] = column
      }
      if (at(least, other) < delta) {
        delta = at(least, other)
        next = other
      }
    }
    for (let other = 0; other <= size; other += 1) {
      if (isDone[other]) {
        potentials.row[at(rowOf, other)] = at(potentials.row, at(rowOf, other)) + delta
        potentials.column[other] = at(potentials.column, other) - delta
      } else least[other] = at(least, other) - delta
    }
    column = next
  } while (rowOf[column] !== 0)
  while (column !== 0) {
    const previous = at(from, column)
    rowOf[column] = at(rowOf, previous)
    column = previous
  }
}
