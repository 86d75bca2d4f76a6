/**
 * Normalises a URL as clients do before they send it: ports without zeros, hosts
 * in ASCII, dot segments resolved, characters that no URL has percent-encoded.
 * Hardly any request matches a pattern in another form.
 */
import { parsePattern, patternText } from './pattern.ts'
import { normaliseUrl } from './url.ts'

/** Schemes that policies are about. */
export const SCHEMES: readonly string[] = [
  'https',
  'http',
  'wss',
  'ws',
  'ftp',
  'ftps',
  'sftp',
  'grpc',
  'grpcs',
]

/** Stands for the text that a `*` matches; normalising a URL does not change it. */
const MARKER = 'zzstarzz'

/** Returns the reason that no client sends such a URL, in words; null: clients may send it. */
export function neverSentBecause(resource: string): string | null {
  const text = patternText(parsePattern(resource))
  const [, scheme, authority = '', path = ''] = /^([^:/]*):\/\/([^/]*)(.*)$/s.exec(text) ?? []
  if (scheme === undefined) return text.startsWith('*') ? pathFault(text) : null
  if (!scheme.includes('*') && !SCHEMES.includes(scheme)) return `no request has the scheme ${scheme}`
  if (leavesDefaultPort(scheme, authority))
    return 'it may be the default port, and requests to that are compared without one'
  if (/^[^:]*:\/\/[^/?#]*[^/?#*]$/.test(resource)) return `it has no path, so it is ${text} alone`
  return path === '' ? null : (pathFault(path) ?? otherSpelling({ scheme, authority, path }))
}

/** Tells whether the port may be the default port, which requests are compared without. */
function leavesDefaultPort(scheme: string, authority: string): boolean {
  if (scheme.includes('*')) return /:(?:443|80)$|:(?:44?3?|80?)\*/.test(authority)
  return (scheme === 'https' ? /:44?3?\*/ : scheme === 'http' ? /:80?\*/ : /$^/).test(authority)
}

function pathFault(path: string): string | null {
  // A `*` before such a part is intended: it matches exactly the requests that hide a part of their path.
  const own = path.replace(DELIBERATE, '*')
  if (own.includes('//')) return "'//' is compared as it stands, and hardly any request has it"
  const [encoded] = PLAIN_ENCODED.exec(own) ?? []
  return encoded === undefined
    ? null
    : `${encoded} is compared as it stands, and clients write the letter itself`
}

const DELIBERATE = /\*\/(?:\/|(?:\.|%2e){1,2}(?=\/|\*|$))/gi
/** Letters, digits, `-`, `_` and `~`. */
const PLAIN_ENCODED = /%(?:3\d|[46][1-9a-f]|[57][0-9a]|2d|5f|7e)/i

function otherSpelling(parts: Record<'scheme' | 'authority' | 'path', string>): string | null {
  const scheme = parts.scheme.includes('*') ? 'https' : parts.scheme
  const authority = parts.authority.replace(/:\d*\*$/, '')
  const text = `${scheme}://${authority}${parts.path.replace(DELIBERATE, '*')}`
  const filled = text.replaceAll('*', MARKER)
  if (!URL.canParse(filled)) return 'no client can send a request to such a host or port'
  const sent = normaliseUrl(new URL(filled).href)
  return sent === normaliseUrl(filled) ? null : `clients send it as ${sent?.replaceAll(MARKER, '*')}`
}
