/**
 * Resource patterns. A '*' at the end is documented and makes a prefix; one
 * before the end works as a wildcard too (any characters, '/' included, also
 * none) and makes a glob, which does not nest as prefixes do.
 */
import { starCovers, starMatches } from './star-pattern.ts'
import { lowerCase, normaliseOrigin, normaliseUrl, withoutQuery } from './url.ts'

export interface Pattern {
  /** The literal text up to the first '*'. */
  readonly key: string
  /** Matches its key alone. */
  readonly isExact: boolean
  /** The whole text where a '*' stands before the end, else null. */
  readonly glob: string | null
}

export const ANY_URL: Pattern = { key: '', isExact: false, glob: null }

/** @param resource as written; absent and empty match every URL. */
export function parsePattern(resource: string | null | undefined): Pattern {
  if (typeof resource !== 'string' || resource === '') return ANY_URL
  const written = withoutQuery(resource.includes('**') ? resource.replace(/\*{2,}/g, '*') : resource)
  // A query or a fragment alone: no URL is like that, and empty text would stand for every URL.
  if (written === '') return { key: resource, isExact: true, glob: null }
  const text = normalisePattern(written)
  const star = text.indexOf('*')
  if (star < 0) return { key: text, isExact: true, glob: null }
  return { key: text.slice(0, star), isExact: false, glob: star === text.length - 1 ? null : text }
}

/** The pattern in its normal form; '*' for every URL. */
export function patternText(pattern: Pattern): string {
  if (pattern.glob !== null) return pattern.glob
  return pattern.isExact ? pattern.key : `${pattern.key}*`
}

/** Tells whether a resource is written as it is compared, so that all readings of URLs agree on it. */
export function isNormalPattern(resource: string): boolean {
  return patternText(parsePattern(resource)) === resource
}

/** @param url in normal form. */
export function matchesPattern({ key, isExact, glob }: Pattern, url: string): boolean {
  if (glob !== null) return starMatches(glob, url)
  return isExact ? url === key : url.startsWith(key)
}

/** Tells whether every text that `narrow` matches is matched by `wide`. */
export function coversPattern(wide: Pattern, narrow: Pattern): boolean {
  if (wide.glob !== null) return starCovers(wide.glob, patternText(narrow))
  if (wide.isExact) return narrow.isExact && wide.key === narrow.key
  return narrow.key.startsWith(wide.key)
}

/** Most patterns are written in normal form already; then nothing is copied. */
const NORMAL = /^[a-z][a-z0-9+.-]*:\/\/[^/A-Z:?#]+\/[^?#]*$/
const WITH_PATH = /^([^:/]*):\/\/([^/]*)(\/.*)$/s
const WITHOUT_PATH = /^([^:/]*):\/\/([^/]*)$/s

function normalisePattern(text: string): string {
  if (NORMAL.test(text)) return text
  if (!text.includes('*')) return normaliseUrl(text) ?? text
  const [, scheme, authority, path] = WITH_PATH.exec(text) ?? []
  if (scheme !== undefined && authority !== undefined) return `${normaliseOrigin(scheme, authority)}${path}`
  const [, openScheme, rest] = WITHOUT_PATH.exec(text) ?? []
  if (openScheme === undefined || rest === undefined) return withoutScheme(text)
  // The text ends before a path begins. Where it ends in '*' the host may go on; else the path is empty.
  return text.endsWith('*') ? lowerCase(text) : `${normaliseOrigin(openScheme, rest)}/`
}

/** The text behind the first slash is path, and so is an end without '*', since every URL has a path. */
function withoutScheme(text: string): string {
  const slash = text.indexOf('/')
  const end = slash >= 0 ? slash : text.endsWith('*') ? text.length : text.lastIndexOf('*') + 1
  return lowerCase(text.slice(0, end)) + text.slice(end)
}
