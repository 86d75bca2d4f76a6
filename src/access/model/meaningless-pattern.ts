/**
 * Recognises patterns that match no request, or not the intended ones: patterns with the
 * syntax of another pattern language, which is compared letter by letter, and texts that
 * are no URL.
 */
import { neverSentBecause } from './as-sent.ts'
import { type Pattern, parsePattern } from './pattern.ts'
import { normaliseUrl } from './url.ts'

/** The name of a sign of another pattern language in the resource; null if there is none. */
export function foreignSign(resource: string): string | null {
  return regexSign(resource) ?? globSign(resource)
}

/** Tells whether a resource is probably meant as a regular expression: `/.*` is, `2024.*.csv` is a plain wildcard. */
export function isRegularExpression(resource: string): boolean {
  return /\/\.\*|[)\]]\*|\.\*\$|^\^.*\*/.test(resource)
}

/** The reason why no request, or no intended one, matches the resource; null if requests can match it. */
export function meaninglessBecause(resource: string): string | null {
  if (/\s/.test(resource)) return 'it has a blank in it'
  const sign = foreignSign(resource)
  if (sign !== null) return `${sign} means nothing in a resource and is compared letter by letter`
  if (isRegularExpression(resource)) return "'.' stands for itself, and only '*' stands for any characters"
  if (/^[^:/?#*]+:\/\/[^/?#]*@/.test(resource)) return 'no request has a user name before its host'
  if (!canBeUrl(parsePattern(resource))) return 'it has no scheme and host, as in https://api.example.com/*'
  return neverSentBecause(resource)
}

/** Tells whether the text before the first `*` can begin a URL, or, without one, is a URL. */
function canBeUrl({ key, isExact }: Pattern): boolean {
  return isExact ? normaliseUrl(key) !== null : BEGINS_URL.test(key)
}

const BEGINS_URL = /^(?:[a-z][a-z0-9+.-]*(?::|:\/|:\/\/(?:[^/].*)?)?)?$/s

function regexSign(resource: string): string | null {
  if (resource.startsWith('^')) return "'^'"
  if (resource.endsWith('$')) return "'$'"
  const choice = resource.indexOf('|', resource.indexOf('('))
  if (resource.includes('(') && choice !== -1 && resource.indexOf(')', choice) !== -1) return "'(…|…)'"
  if (/\\./.test(resource)) return "'\\'"
  return /\.\+/.test(resource) ? "'.+'" : null
}

function globSign(resource: string): string | null {
  const path = resource.replace(/^[^/]*:\/\/\[[0-9a-f:.]+\]/i, '')
  if (/\{[^}]*\}/.test(path)) return "'{…}'"
  if (/\[[^\]]*\]/.test(path)) return "'[…]'"
  if (/\/:[a-z]/i.test(path)) return "':name'"
  // A question mark with a name and a value behind it starts a query, which is another fault.
  return /\?(?![\w.~%[\]-]+=)/.test(path) ? "'?'" : null
}
