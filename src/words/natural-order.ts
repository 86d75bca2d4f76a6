/**
 * Sorts names as people count: svc-2 before svc-10. This is for texts; documents keep
 * the order of their contract. It does not use Intl, whose tables cost a run 30 ms.
 */
export function inNaturalOrder<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): readonly Item[] {
  return items
    .map((item) => ({ item, parts: partsOf(nameOf(item)) }))
    .sort((a, b) => compareParts(a.parts, b.parts))
    .map(({ item }) => item)
}

export function naturalNames(names: readonly string[]): readonly string[] {
  return inNaturalOrder(names, (name) => name)
}

/** Splits a name into words and numbers by turns; before a leading number there is an empty word. */
function partsOf(name: string): readonly string[] {
  return name.split(/(\d+)/)
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const order = comparePart(a[index] ?? '', b[index] ?? '', index % 2 === 1)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Compares numbers of any length as texts: without leading zeros a longer number is larger. */
function comparePart(a: string, b: string, isNumber: boolean): number {
  if (isNumber) {
    const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
    if (left.length !== right.length) return left.length - right.length
    if (left !== right) return left < right ? -1 : 1
  }
  return a === b ? 0 : a < b ? -1 : 1
}
