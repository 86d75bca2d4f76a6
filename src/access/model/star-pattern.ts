/**
 * Patterns as texts in which each `*` stands for any characters, also none.
 * One theorem makes them exact and cheap: let # be a letter that no other
 * pattern has. A pattern lies inside a union of patterns exactly when one of
 * them alone matches it with every `*` replaced by #. (# can only be matched
 * by a `*`, which then matches whatever stands for # too.) So nothing is ever
 * split by cases, and where none matches, that text is the witness.
 */
import type { Effort } from './effort.ts'

/** A pattern cut at its stars. */
interface Pieces {
  readonly head: string
  /** Between two stars each. */
  readonly between: readonly string[]
  /** null: there is no star, and the head is all. */
  readonly tail: string | null
}

/** Patterns are compared with each other many times, so each is cut once. */
const known = new Map<string, Pieces>()
const MOST_KNOWN = 20_000

function piecesOf(pattern: string): Pieces {
  const found = known.get(pattern)
  if (found !== undefined) return found
  const [head = '', ...rest] = pattern.split('*')
  const pieces = { head, between: rest.slice(0, -1), tail: rest.at(-1) ?? null }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(pattern, pieces)
  return pieces
}

/**
 * Matches greedily from the left: an earlier '*' takes no more than it must, since a later one can
 * take the rest. Linear, without backtracking.
 */
export function starMatches(pattern: string, text: string): boolean {
  const { head, between, tail } = piecesOf(pattern)
  if (tail === null) return head === text
  const end = text.length - tail.length
  if (end < head.length || !text.startsWith(head) || !text.endsWith(tail)) return false
  let from = head.length
  for (const piece of between) {
    const found = text.indexOf(piece, from)
    if (found < 0 || found + piece.length > end) return false
    from = found + piece.length
  }
  return true
}

/** Tells whether every text of `narrow` is one of `wide`. */
export function starCovers(wide: string, narrow: string): boolean {
  return coverTest(narrow)(wide)
}

/** The same for many that may be wide. */
export function coverTest(narrow: string): (wide: string) => boolean {
  if (!narrow.includes('*')) return (wide) => starMatches(wide, narrow)
  const usual = narrow.replaceAll('*', LETTER)
  return (wide) => {
    const text = wide.includes(LETTER) ? narrow.replaceAll('*', letterBeside(wide)) : usual
    return starMatches(wide, text)
  }
}

/** Tells whether some text is matched by both: if both have a `*`, only their ends can keep them apart. */
export function starsMeet(a: string, b: string): boolean {
  const [left, right] = [piecesOf(a), piecesOf(b)]
  if (left.tail === null) return starMatches(b, a)
  if (right.tail === null) return starMatches(a, b)
  return (
    (left.head.startsWith(right.head) || right.head.startsWith(left.head)) &&
    (left.tail.endsWith(right.tail) || right.tail.endsWith(left.tail))
  )
}

/** More patterns than this in one intersection, and nobody can read the answer. */
const MOST = 1000

/**
 * The texts that both match, as patterns: as many as there are ways in which
 * the pieces between their stars can follow and overlap each other.
 *
 * @throws PolicyctlError policies-entangled where those are more than anybody could read.
 */
export function starIntersection(a: string, b: string, effort: Effort): readonly string[] {
  if (!starsMeet(a, b)) return []
  if (starCovers(a, b)) return [b]
  if (starCovers(b, a)) return [a]
  const aligned = alignments(a, b, effort)
  if (aligned.length > MOST) effort.giveUp()
  effort.spend(aligned.length ** 2 / 8)
  return widestPatterns(aligned)
}

/** From the end on, one row at a time: by position in `b`, what can stand there and behind. */
function alignments(a: string, b: string, effort: Effort): readonly string[] {
  let below: readonly (readonly string[])[] = []
  for (let at = a.length; at >= 0; at -= 1) {
    const row: (readonly string[])[] = new Array(b.length + 1)
    for (let of = b.length; of >= 0; of -= 1) {
      const found = [...new Set(suffixes([a[at], b[of]], [below[of], below[of + 1], row[of + 1]]))]
      effort.spend(found.length + 1)
      row[of] = found
    }
    below = row
  }
  return below[0] ?? []
}

type Suffixes = readonly string[] | undefined

/** Finds what can follow a pair of positions from what can follow when `a`, both, or `b` advances by one. */
function suffixes(
  [a, b]: readonly [string | undefined, string | undefined],
  [aOn, bothOn, bOn]: readonly [Suffixes, Suffixes, Suffixes],
): readonly string[] {
  if (a === undefined && b === undefined) return ['']
  if (a === '*' && b === '*') return [...after('*', aOn), ...after('*', bOn)]
  if (a === '*') return [...(aOn ?? []), ...(b === undefined ? [] : after(b, bOn))]
  if (b === '*') return [...(bOn ?? []), ...(a === undefined ? [] : after(a, aOn))]
  return a !== undefined && a === b ? after(a, bothOn) : []
}

function after(character: string, rest: Suffixes): readonly string[] {
  return (rest ?? []).map((text) => (character === '*' && text.startsWith('*') ? text : character + text))
}

/** Those that no other one of the list covers; of equal ones the first. */
export function widestPatterns(patterns: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (const pattern of new Set(patterns)) {
    if (kept.some(coverTest(pattern))) continue
    const rest = kept.filter((other) => !starCovers(pattern, other))
    kept.splice(0, kept.length, ...rest, pattern)
  }
  return kept
}

/** A character that no text uses. */
const LETTER = '\ue000'

/** A letter that the text does not have, and no URL that people write. */
export function letterBeside(text: string): string {
  let code = LETTER.charCodeAt(0)
  while (text.includes(String.fromCharCode(code))) code += 1
  return String.fromCharCode(code)
}
