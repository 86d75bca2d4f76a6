/** Writes sets of URLs in the words of regions: a pattern, and patterns to exclude. */

import type { Effort } from '../model/effort.ts'
import { isNormalPattern } from '../model/pattern.ts'
import { coverTest, starCovers, starsMeet, widestPatterns } from '../model/star-pattern.ts'
import { shapeText } from '../model/url-shapes.ts'
import { someUrl, type UrlSet, urlSet, within } from './url-set.ts'

export interface WordedUrls {
  readonly resource: string
  readonly exceptResources: readonly string[]
  /** One URL of the set. */
  readonly url: string
}

export interface UrlsAsked {
  /** Patterns that must all match. */
  readonly matching: readonly string[]
  /** Patterns of which none may match. */
  readonly except: readonly string[]
}

/**
 * @returns several results if patterns overlap in several ways, each without the URLs
 * of the ones before; [] if there is no such URL.
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

/** The patterns in a readable form: `https://*b` looks like a host although the b may be in the path, so it is split into its shapes. */
function readable({ pattern, open }: UrlSet['pieces'][number]): readonly string[] {
  return isNormalPattern(pattern) ? [pattern] : open.map(shapeText)
}

/** With more exceptions than this, which nobody reads, comparing all pairs costs more than finding them. */
const MOST_COMPARED = 64

/** The exceptions that exclude something which no other exception excludes. */
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
