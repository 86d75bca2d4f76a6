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

/**
 * The items that fit, in their order, with what `more` says of those left out.
 * Earlier items go first; one that is too long makes room for those after it.
 *
 * @returns '' where not even one fits.
 */
export function cutToFit(
  items: readonly string[],
  { size, measure }: Limit,
  { separator, more }: { readonly separator: string; readonly more: (rest: number) => string },
): string {
  const lengths = items.map((item) => measure(item) + measure(separator))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  let left = total <= size ? size : size - measure(more(items.length)) - measure(separator)
  const kept = items.filter((_item, index) => {
    const length = lengths[index] ?? 0
    if (length > left) return false
    left -= length
    return true
  })
  if (kept.length === 0) return ''
  const rest = items.length - kept.length
  return [...kept, ...(rest > 0 ? [more(rest)] : [])].join(separator)
}
