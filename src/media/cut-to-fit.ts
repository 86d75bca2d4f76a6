/** Cuts text to a limit, by whole items. */

/** Returns the length of a text in the unit of the limit. */
export type Measure = (text: string) => number

/** UTF-16 units: at least as many as characters, and at least a third of the bytes in UTF-8. */
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
 * Joins the items that fit, in their order, and the words of `more` for the others,
 * even if no item fits: nothing is left out silently. Earlier items come first; an
 * item that is too long is left out in favour of later ones.
 *
 * @returns '' if there are no items.
 */
export function cutToFit(items: readonly string[], limit: Limit, cut: Cut): string {
  return keepWhatFits(
    items.map((text) => ({ text })),
    limit,
    cut,
  ).text
}

/** As cutToFit, for items with more than a text; also returns the items that were kept. */
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
