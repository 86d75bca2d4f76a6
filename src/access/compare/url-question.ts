import { matchesPattern, type Pattern } from '../model/pattern.ts'
import { encloses } from '../model/pattern-order.ts'
import { normaliseUrl } from '../model/url.ts'

/** A part of the URL space in which a URL is wanted. */
export interface UrlQuestion {
  readonly within: Pick<Pattern, 'key' | 'isExact'>
  /** All of them lie within `within`. */
  readonly outside: readonly Pick<Pattern, 'key' | 'isExact'>[]
  /** Globs that must match. */
  readonly matching: readonly string[]
  /** Globs that must not match. */
  readonly missing: readonly string[]
}

export function isUrlIn({ within, outside, matching, missing }: UrlQuestion, url: string): boolean {
  const point = { key: url, isExact: true }
  const isMatch = (glob: string): boolean => matchesPattern({ ...point, glob }, url)
  return (
    normaliseUrl(url) === url &&
    encloses(within, point) &&
    !outside.some((extent) => encloses(extent, point)) &&
    matching.every(isMatch) &&
    !missing.some(isMatch)
  )
}
