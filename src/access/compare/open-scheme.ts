/**
 * Finds a scheme for which a shape is not covered. For host and path there is always a
 * letter that no pattern uses; a scheme has only 39 possible letters, and the patterns
 * may use them all. The search is complete: letters that no pattern mentions are
 * equivalent, and the text so far matters only by its state in each pattern.
 */

import type { Effort } from '../model/effort.ts'
import { letterBeside, starMatches } from '../model/star-pattern.ts'
import { isNormalUrl, type UrlShape, urlShapes } from '../model/url-shapes.ts'

/** @param shape a shape with a `*` in its scheme. @returns null if the others cover every scheme. */
export function openScheme(shape: UrlShape, covers: readonly string[], effort: Effort): string | null {
  const letter = letterBeside(covers.join(''))
  const rest = {
    authority: shape.authority.replaceAll('*', letter),
    path: shape.path.replaceAll('*', letter),
  }
  const taken = covers.flatMap((cover) =>
    urlShapes(cover, effort)
      .filter(({ authority, path }) => starMatches(authority, rest.authority) && starMatches(path, rest.path))
      .map(({ scheme }) => scheme),
  )
  const isAnswer = (scheme: string): boolean =>
    starMatches(shape.scheme, scheme) &&
    !taken.some((pattern) => starMatches(pattern, scheme)) &&
    isNormalUrl(`${scheme}://${rest.authority}${rest.path}`)
  return searchScheme([shape.scheme, ...taken], isAnswer, effort)
}

function searchScheme(
  patterns: readonly string[],
  isAnswer: (scheme: string) => boolean,
  effort: Effort,
): string | null {
  const letters = lettersOf(patterns)
  const seen = new Set<string>()
  let frontier = ['']
  while (frontier.length > 0) {
    const next: string[] = []
    for (const text of frontier) {
      for (const letter of letters) {
        const longer = text + letter
        if (!/^[a-z]/.test(longer)) continue
        if (isAnswer(longer)) return longer
        const state = [schemeState(longer), ...patterns.map((pattern) => reached(pattern, longer))].join(' ')
        effort.spend(patterns.length)
        if (seen.has(state)) continue
        seen.add(state)
        next.push(longer)
      }
    }
    frontier = next
  }
  return null
}

/** Returns the text if it can begin a scheme with a default port; else ''. */
function schemeState(text: string): string {
  return 'https'.startsWith(text) ? text : ''
}

/** The positions in the pattern that the text can have reached, from the last `*` on; earlier ones add nothing. */
function reached(pattern: string, text: string): string {
  let positions = new Set([0])
  for (const character of text) {
    const next = new Set<number>()
    for (const position of positions) {
      if (pattern[position] === '*') next.add(position)
      const literal = pattern[position] === '*' ? position + 1 : position
      if (pattern[literal] === character) next.add(literal + 1)
    }
    positions = next
  }
  const lastStar = Math.max(-1, ...[...positions].filter((position) => pattern[position] === '*'))
  return [...positions]
    .filter((position) => position >= lastStar)
    .sort((a, b) => a - b)
    .join()
}

/** The letters that the patterns mention, and one of each kind that they do not. */
function lettersOf(patterns: readonly string[]): readonly string[] {
  const mentioned = new Set(patterns.flatMap((pattern) => [...pattern]).filter((letter) => letter !== '*'))
  for (const letter of 'https') mentioned.add(letter)
  const free = ['abcdefghijklmnopqrstuvwxyz', '0123456789+.-'].flatMap(
    (kind) => [...kind].find((letter) => !mentioned.has(letter)) ?? [],
  )
  return [...free, ...mentioned]
}
