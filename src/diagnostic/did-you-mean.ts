import { distance } from 'fastest-levenshtein'

/** The candidate that `word` was most likely meant to be; null if none is similar. Case is ignored. */
export function didYouMean(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase()
  let best: string | null = null
  let least = limit(wanted)
  for (const candidate of candidates) {
    // The distance is at least the difference in length, which spares comparing long texts.
    if (Math.abs(candidate.length - wanted.length) > least) continue
    const away = slips(wanted, candidate.toLowerCase())
    if (away < least || (away === least && best === null)) {
      best = candidate
      least = away
    }
  }
  return best
}

/** Counts the mistakes. Two swapped letters (PSOT) are two edits, and one mistake of a person. */
function slips(word: string, other: string): number {
  const away = distance(word, other)
  return away === 2 && word.length === other.length && sorted(word) === sorted(other) ? 1 : away
}

function sorted(word: string): string {
  return [...word].sort().join('')
}

/** The most mistakes that are accepted: a third of the letters, at least one. */
function limit(word: string): number {
  return Math.max(1, Math.floor(word.length / 3))
}
