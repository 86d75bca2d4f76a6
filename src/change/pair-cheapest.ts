/** Above this size exactness would cost seconds; then each row takes the cheapest column left. */
const EXACT_UP_TO = 120

/**
 * Pairs rows with columns, each at most once, so that the sum of costs is
 * least; Infinity never pairs. Among equal sums, near positions win.
 *
 * @param unpaired what a row and a column cost together that stay alone; a pair that costs as much is none.
 */
export function pairCheapest(
  costs: readonly (readonly number[])[],
  unpaired: number,
): readonly (readonly [row: number, column: number])[] {
  const columns = costs[0]?.length ?? 0
  const size = Math.max(costs.length, columns)
  const pairs = size > EXACT_UP_TO ? greedy(costs) : hungarian(size, weights(costs, size, unpaired))
  return pairs.filter(([row, column]) => (costs[row]?.[column] ?? Number.POSITIVE_INFINITY) < unpaired)
}

/** Whole numbers: a cost outweighs every distance, so that distance only breaks ties. */
function weights(costs: readonly (readonly number[])[], size: number, unpaired: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => {
      const cost = Math.min(costs[row]?.[column] ?? unpaired, unpaired)
      return cost * size * size + (cost < unpaired ? Math.abs(row - column) : 0)
    }),
  )
}

function greedy(costs: readonly (readonly number[])[]): [number, number][] {
  const taken = new Set<number>()
  return costs.flatMap((row, index): [number, number][] => {
    let best = -1
    row.forEach((cost, column) => {
      if (!taken.has(column) && cost < (row[best] ?? Number.POSITIVE_INFINITY)) best = column
    })
    if (best === -1) return []
    taken.add(best)
    return [[index, best]]
  })
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
