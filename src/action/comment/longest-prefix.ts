/** Returns the longest start of a list that passes. @param passes must be false for any longer list than one that fails. */
export function longestPrefix<Item>(
  items: readonly Item[],
  passes: (items: readonly Item[]) => boolean,
): readonly Item[] {
  let [some, tooMany] = [0, items.length + 1]
  while (tooMany - some > 1) {
    const middle = (some + tooMany) >> 1
    if (passes(items.slice(0, middle))) some = middle
    else tooMany = middle
  }
  return items.slice(0, some)
}
