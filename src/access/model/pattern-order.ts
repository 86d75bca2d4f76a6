/**
 * Patterns sorted so that they nest like folders: by key, wide before exact on
 * equal keys. Everything that a prefix covers then follows it without a gap, so 'covers' is an
 * interval. A glob is sorted by its literal start, as if it covered everything that begins with
 * it.
 */
import type { Pattern } from './pattern.ts'

type Extent = Pick<Pattern, 'key' | 'isExact'>

export function byExtent(a: Extent, b: Extent): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return Number(a.isExact) - Number(b.isExact)
}

export function encloses(wide: Extent, narrow: Extent): boolean {
  return wide.isExact ? narrow.isExact && narrow.key === wide.key : narrow.key.startsWith(wide.key)
}

/**
 * @param sorted by byExtent.
 * @returns for each the index of the narrowest earlier one that encloses it, -1 where none does.
 */
export function enclosingIndexes(sorted: readonly Extent[]): Int32Array {
  const enclosing = new Int32Array(sorted.length)
  const open: number[] = []
  for (const [index, extent] of sorted.entries()) {
    let top = open.at(-1)
    while (top !== undefined && !encloses(sorted[top] ?? extent, extent)) {
      open.pop()
      top = open.at(-1)
    }
    enclosing[index] = top ?? -1
    open.push(index)
  }
  return enclosing
}

/** Those that no other one of the list encloses, sorted. */
export function widest<T extends Extent>(extents: readonly T[]): readonly T[] {
  const kept: T[] = []
  for (const extent of [...extents].sort(byExtent)) {
    const last = kept.at(-1)
    if (last === undefined || !encloses(last, extent)) kept.push(extent)
  }
  return kept
}

/** Index of the first item for which `isReached` holds, in a list where it holds from some index on. */
export function firstIndex(length: number, isReached: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isReached(middle)) high = middle
    else low = middle + 1
  }
  return low
}
