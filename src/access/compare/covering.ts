/**
 * Decides coverage without a sweep. A selector is covered if wider ones cover each of
 * its methods with each of its tags: patterns nest like folders, and a selector with
 * tags matches if one of them is there, so it is enough to check each method with each
 * single tag.
 *
 * It never claims too much: a `*` before the end of a pattern, which no
 * documentation mentions, covers the same whether it is read as a wildcard or as
 * a letter. Selectors that only several narrower patterns could cover together
 * count as open.
 */
import { coversPattern, type Pattern, patternText } from '../model/pattern.ts'
import { METHODS, type Selector } from '../model/reading.ts'
import { starsMeet } from '../model/star-pattern.ts'

/** Something that may cover: a rule, by its index. */
export interface Cover {
  readonly index: number
  readonly selector: Selector
}

/** A method with one tag; null: without any. */
interface Point {
  readonly method: string
  readonly tag: string | null
}

/** Stands for all methods that no selector names. */
const ANY_OTHER = ''

/**
 * @returns the indexes of covers that together match all that `narrow` matches, in order, as few
 * as are found easily; null if something is not covered.
 */
export function coveringOf(narrow: Selector, covers: readonly Cover[]): readonly number[] | null {
  const wider = covers.filter(({ selector }) => surelyCovers(selector, narrow))
  const single = wider.find(
    ({ selector }) =>
      includesAll(selector.methods, narrow.methods) && includesAll(selector.tags, narrow.tags),
  )
  if (single !== undefined) return [single.index]
  return wider.length < 2 ? null : together(pointsOf(narrow, wider), wider)
}

/** Tells whether `wide` includes `narrow`; an empty list means all. */
function includesAll(wide: readonly string[], narrow: readonly string[]): boolean {
  return wide.length === 0 || (narrow.length > 0 && narrow.every((item) => wide.includes(item)))
}

/** Tells whether every URL of `narrow` is one of `wide`, however a `*` before the end is read. */
export function surelyCovers(wide: Pattern, narrow: Pattern): boolean {
  if (!coversPattern(wide, narrow)) return false
  const isPlain = wide.glob === null && narrow.glob === null
  return isPlain || coversByLetter(patternText(wide), patternText(narrow))
}

/** Tells the same if only a `*` at the end is a wildcard. */
function coversByLetter(wide: string, narrow: string): boolean {
  if (!wide.endsWith('*')) return wide === narrow
  return (narrow.endsWith('*') ? narrow.slice(0, -1) : narrow).startsWith(wide.slice(0, -1))
}

/** Tells whether some URL may match both. */
export function mayMeet(a: Pattern, b: Pattern): boolean {
  if (a.glob !== null || b.glob !== null) return starsMeet(patternText(a), patternText(b))
  // Without a star before the end, one of them begins with the other.
  if (a.isExact && b.isExact) return a.key === b.key
  return (!b.isExact && a.key.startsWith(b.key)) || (!a.isExact && b.key.startsWith(a.key))
}

function pointsOf(narrow: Selector, wider: readonly Cover[]): readonly Point[] {
  const methods = narrow.methods.length > 0 ? narrow.methods : allMethods(wider)
  const tags = narrow.tags.length > 0 ? narrow.tags : [null]
  return methods.flatMap((method) => tags.map((tag) => ({ method, tag })))
}

function allMethods(wider: readonly Cover[]): readonly string[] {
  return [...new Set([...METHODS, ...wider.flatMap(({ selector }) => selector.methods), ANY_OTHER])]
}

function holds({ methods, tags }: Selector, { method, tag }: Point): boolean {
  if (methods.length > 0 && !methods.includes(method)) return false
  return tags.length === 0 || (tag !== null && tags.includes(tag))
}

/** Takes the cover of most remaining points, until none remains. */
function together(points: readonly Point[], wider: readonly Cover[]): readonly number[] | null {
  const used: number[] = []
  let open = points
  while (open.length > 0) {
    const rests = wider.map(({ index, selector }) => ({
      index,
      rest: open.filter((point) => !holds(selector, point)),
    }))
    const best = rests.reduce((a, b) => (b.rest.length < a.rest.length ? b : a))
    if (best.rest.length === open.length) return null
    used.push(best.index)
    open = best.rest
  }
  return used.sort((a, b) => a - b)
}
