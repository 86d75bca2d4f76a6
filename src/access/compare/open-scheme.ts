/**
 * A scheme for which something of a shape is left. In host and path some
 * letter is in no pattern; a scheme has 39 letters to be made of, so the
 * patterns may use them all. The search is complete: letters that no pattern
 * mentions are alike, and what has been written so far is known by what it
 * means to each pattern.
 */

import type { Effort } from '../model/effort.ts'
import { letterBeside, starMatches } from '../model/star-pattern.ts'
import { isNormalUrl, type UrlShape, urlShapes } from '../model/url-shapes.ts'

/** @param shape its scheme has a `*`. @returns null: whatever the scheme is, the others cover it all. */
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

/** Positions in the pattern that the text may have come to, from the last `*` on: earlier ones can do nothing that it cannot. */
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

/** Those that the patterns mention, and one of each kind that they do not. */
function lettersOf(patterns: readonly string[]): readonly string[] {
  const mentioned = new Set(patterns.flatMap((pattern) => [...pattern]).filter((letter) => letter !== '*'))
  for (const letter of 'https') mentioned.add(letter)
  const free = ['abcdefghijklmnopqrstuvwxyz', '0123456789+.-'].flatMap(
    (kind) => [...kind].find((letter) => !mentioned.has(letter)) ?? [],
  )
  return [...free, ...mentioned]
}
