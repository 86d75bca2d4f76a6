/** Text that has to stay under a limit, cut by whole items. */

/** How long a text is, in the unit of the limit. */
export type Measure = (text: string) => number

/** UTF-16 units: never fewer than characters, never less than a third of the bytes in UTF-8. */
export const characters: Measure = (text) => text.length
export const bytes: Measure = (text) => Buffer.byteLength(text)

export interface Limit {
  readonly size: number
  readonly measure: Measure
}

export interface Cut {
  readonly separator: string
  /** The words for the entries that were left out. */
  readonly more: (rest: number) => string
}

/**
 * The items that fit, in their order, with what `more` says of those left out: of
 * all of them where not even one fits, since what is left out is never silent.
 * Earlier items go first; one that is too long makes room for those after it.
 *
 * @returns '' where there are no items.
 */
export function cutToFit(items: readonly string[], limit: Limit, cut: Cut): string {
  return keepWhatFits(
    items.map((text) => ({ text })),
    limit,
    cut,
  ).text
}

/** The same for items that are more than their text: also those that were kept. */
export function keepWhatFits<Item extends { readonly text: string }>(
  items: readonly Item[],
  { size, measure }: Limit,
  { separator, more }: Cut,
): { readonly text: string; readonly kept: readonly Item[] } {
  const lengths = items.map(({ text }) => measure(text) + measure(separator))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  let left = total <= size ? size : size - measure(more(items.length)) - measure(separator)
  const kept = items.filter((_item, index) => {
    const length = lengths[index] ?? 0
    if (length > left) return false
    left -= length
    return true
  })
  const rest = items.length - kept.length
  const lines = [...kept.map(({ text }) => text), ...(rest > 0 ? [more(rest)] : [])]
  return { text: lines.join(separator), kept }
}
