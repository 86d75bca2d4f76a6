/**
 * The dates of a ledger's commits come from the clocks of many machines, and one of them may be wrong. The order of
 * the commits cannot be: each names the one before it. So a date that contradicts the order decides nothing alone.
 */

/** Clocks that differ by less are usual, milliseconds. */
const USUAL = 10 * 60_000

/**
 * Finds the commit that was the newest at a moment. A commit that is dated before one that it follows was made later
 * than it says, so it is left out.
 *
 * @param moments of the commits, the oldest commit first; milliseconds.
 * @returns its index, -1 for none; and the later commits that are left out although they are dated before that moment.
 */
export function heldAt(
  moments: readonly number[],
  until: number,
): { readonly index: number; readonly leftOut: readonly number[] } {
  let latest = Number.NEGATIVE_INFINITY
  let index = -1
  let leftOut: number[] = []
  for (const [at, moment] of moments.entries()) {
    if (!(moment <= until)) continue
    if (moment < latest - USUAL) leftOut.push(at)
    else [index, leftOut] = [at, []]
    latest = Math.max(latest, moment)
  }
  return { index, leftOut }
}

/** The earliest and the latest moment at which a commit can have been made. */
export interface PossibleSpan {
  readonly from: number
  readonly to: number
}

/**
 * @param moments as in heldAt.
 * @returns a span for each commit: its moment alone; if that contradicts the order, every moment that the order allows too.
 */
export function possibleSpans(moments: readonly number[]): readonly PossibleSpan[] {
  const before = latestUpTo(moments)
  const after = latestUpTo(moments.map((moment) => -moment).reverse())
    .map((moment) => -moment)
    .reverse()
  return moments.map((moment, at) => {
    const [latest = moment, earliest = moment] = [before[at], after[at]]
    if (moment <= earliest + USUAL && moment >= latest - USUAL) return { from: moment, to: moment }
    const later = moments.slice(at + 1).filter((other) => other >= latest)
    const earlier = moments.slice(0, at).filter((other) => other <= earliest)
    return {
      from:
        moment > earliest + USUAL
          ? earlier.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
          : moment,
      to: moment < latest - USUAL ? later.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) : moment,
    }
  })
}

/** Returns for each place the greatest number up to it. */
function latestUpTo(numbers: readonly number[]): readonly number[] {
  let latest = Number.NEGATIVE_INFINITY
  return numbers.map((number) => {
    latest = Math.max(latest, number)
    return latest
  })
}

/** Finds the commits that are dated before one that they follow. @returns their indexes. */
export function backdated(moments: readonly number[]): readonly number[] {
  const latest = latestUpTo(moments)
  return moments.flatMap((moment, at) => (moment < (latest[at] ?? moment) - USUAL ? [at] : []))
}
