/** Sets of URLs in the words of regions: a pattern that matches, and patterns that do not. */

import type { Effort } from '../model/effort.ts'
import { isNormalPattern } from '../model/pattern.ts'
import { coverTest, starCovers, starsMeet, widestPatterns } from '../model/star-pattern.ts'
import { shapeText } from '../model/url-shapes.ts'
import { someUrl, type UrlSet, urlSet, within } from './url-set.ts'

export interface WordedUrls {
  readonly resource: string
  readonly exceptResources: readonly string[]
  /** One of them. */
  readonly url: string
}

export interface UrlsAsked {
  /** All of them have to match. */
  readonly matching: readonly string[]
  /** None of them may. */
  readonly except: readonly string[]
}

/**
 * Several where patterns overlap in several ways: what one says, the next ones
 * leave out. None where there is no such URL.
 *
 * @throws PolicyctlError policies-entangled
 */
export function wordUrls({ matching, except }: UrlsAsked, effort: Effort): readonly WordedUrls[] {
  const [first = '*', ...others] = matching
  const all = others.reduce((set, pattern) => within(set, pattern, effort), urlSet([first], except, effort))
  let left = except
  return widestPatterns(all.pieces.flatMap(readable)).flatMap((resource): readonly WordedUrls[] => {
    const url = someUrl(urlSet([resource], left, effort), effort)
    if (url === null) return []
    const exceptResources = necessary(resource, left)
    left = [...left, resource]
    return [{ resource, exceptResources, url }]
  })
}

/** `https://*b` would be read as a host, though the b may stand in the path: then with every part in its place. */
function readable({ pattern, open }: UrlSet['pieces'][number]): readonly string[] {
  return isNormalPattern(pattern) ? [pattern] : open.map(shapeText)
}

/** Nobody reads more exceptions than this, and comparing all with all would cost more than finding them. */
const MOST_COMPARED = 64

/** Exceptions that take something away from the pattern which no other one takes anyway. */
function necessary(pattern: string, excepts: readonly string[]): readonly string[] {
  const meeting = [...new Set(excepts)].filter((except) => starsMeet(pattern, except))
  if (meeting.length > MOST_COMPARED) return meeting
  return meeting.filter((except, index) => {
    const isCoveredBy = coverTest(except)
    // If two exceptions say the same, the first stays.
    return !meeting.some(
      (other, at) => at !== index && isCoveredBy(other) && !(index < at && starCovers(except, other)),
    )
  })
}
