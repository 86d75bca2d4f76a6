/**
 * Resource patterns. A '*' at the end is documented and makes a prefix; one
 * before the end works as a wildcard too (any characters, '/' included, also
 * none) and makes a glob, which the sweep can only treat conservatively.
 */
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

/** Whether a resource is written as it is compared, so that all readings of URLs agree on it. */
export function isNormalPattern(resource: string): boolean {
  return patternText(parsePattern(resource)) === resource
}

/** @param url in normal form. */
export function matchesPattern({ key, isExact, glob }: Pattern, url: string): boolean {
  if (glob !== null) return matchesGlob(glob, url)
  return isExact ? url === key : url.startsWith(key)
}

/** Whether every URL that `narrow` matches is matched by `wide`; false where a glob leaves it open. */
export function coversPattern(wide: Pattern, narrow: Pattern): boolean {
  if (wide.glob !== null)
    return wide.glob === narrow.glob || (narrow.isExact && matchesGlob(wide.glob, narrow.key))
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

/** What stands behind the first slash is path, and so is an end that no '*' follows, since every URL has a path. */
function withoutScheme(text: string): string {
  const slash = text.indexOf('/')
  const end = slash >= 0 ? slash : text.endsWith('*') ? text.length : text.lastIndexOf('*') + 1
  return lowerCase(text.slice(0, end)) + text.slice(end)
}

/** Greedy from the left: what a later '*' can take, an earlier one need not. Linear, no backtracking. */
function matchesGlob(glob: string, url: string): boolean {
  const pieces = glob.split('*')
  const head = pieces[0] ?? ''
  const tail = pieces.at(-1) ?? ''
  if (!url.startsWith(head) || !url.endsWith(tail) || url.length < head.length + tail.length) return false
  let from = head.length
  const end = url.length - tail.length
  for (const piece of pieces.slice(1, -1)) {
    const found = url.indexOf(piece, from)
    if (found < 0 || found + piece.length > end) return false
    from = found + piece.length
  }
  return true
}
