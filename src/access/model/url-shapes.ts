/**
 * Splits the URLs that a pattern matches into patterns with every part in its
 * place: scheme, `://`, authority, `/`, path. A `*` may span several parts, so
 * `https://*` is `https://*` + `/*`, and `*b*` is three shapes, one for each
 * part that may contain the b. Shapes that no normalised URL has are left out:
 * the default port, an empty host, an upper-case letter in it.
 */
import type { Effort } from './effort.ts'
import { normaliseUrl } from './url.ts'

export interface UrlShape {
  readonly scheme: string
  readonly authority: string
  /** With the slash that it begins with. */
  readonly path: string
}

/** No URL is described with more wildcards than that. */
const MOST_SHAPES = 1000

/** The shapes of patterns in which a `*` may span several parts. */
const known = new Map<string, readonly UrlShape[]>()
const MOST_KNOWN = 2000

/** The pattern's URLs are those of its shapes. @throws PolicyctlError policies-entangled */
export function urlShapes(pattern: string, effort: Effort): readonly UrlShape[] {
  const plain = PLAIN.exec(pattern)
  if (plain === null) {
    const found = known.get(pattern) ?? shapesOf(pattern, effort)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(pattern, found)
    return found
  }
  const [, scheme = '', authority = '', path = ''] = plain
  return [{ scheme, authority, path }]
}

function shapesOf(pattern: string, effort: Effort): readonly UrlShape[] {
  let open: readonly Written[] = [{ part: 'scheme', scheme: '', authority: '', path: '' }]
  for (const [at, character] of [...pattern].entries()) {
    if (open.length === 1 && open[0]?.part === 'path') {
      const [{ scheme, authority, path }] = open as readonly [Written]
      return [{ scheme, authority, path: path + [...pattern].slice(at).join('') }].filter(isPossible)
    }
    open = open.flatMap((written) => (character === '*' ? overParts(written) : onePart(written, character)))
    effort.spend(open.length)
    if (open.length > MOST_SHAPES) effort.giveUp()
  }
  return distinct(open).flatMap(({ part, scheme, authority, path }) =>
    part === 'path' && isPossible({ scheme, authority, path }) ? [{ scheme, authority, path }] : [],
  )
}

export function shapeText({ scheme, authority, path }: UrlShape): string {
  return `${scheme}://${authority}${path}`
}

/** Nearly every pattern: scheme and host are complete, in normal form, without a port. */
const PLAIN = /^([a-z][a-z0-9+.-]*):\/\/([^/*:?#A-Z]+)(\/[^?#]*)$/

interface Written extends UrlShape {
  /**
   * The part that the next character belongs to; after the first and the second
   * character of `://` there is a part of its own.
   */
  readonly part: 'scheme' | 'colon' | 'slash' | 'authority' | 'path'
}

function onePart(written: Written, character: string): readonly Written[] {
  const { part } = written
  if (part === 'scheme') return inScheme(written, character)
  if (part === 'colon') return character === '/' ? [{ ...written, part: 'slash' }] : []
  if (part === 'slash') return character === '/' ? [{ ...written, part: 'authority' }] : []
  if (character === '?' || character === '#') return []
  if (part === 'path') return [{ ...written, path: written.path + character }]
  if (character === '/') return [{ ...written, part: 'path', path: '/' }]
  return /[A-Z]/.test(character) ? [] : [{ ...written, authority: written.authority + character }]
}

function inScheme(written: Written, character: string): readonly Written[] {
  if (character === ':') return [{ ...written, part: 'colon' }]
  const scheme = written.scheme + character
  return /^[a-z*][a-z0-9+.*-]*$/.test(scheme) ? [{ ...written, scheme }] : []
}

/** A `*` ends in the part that it begins in, or in any later one. */
function overParts(written: Written): readonly Written[] {
  const { part, scheme, authority, path } = written
  switch (part) {
    case 'scheme':
      return [
        { ...written, scheme: withStar(scheme) },
        ...overParts({ ...written, part: 'colon', scheme: withStar(scheme) }),
      ]
    case 'colon':
      return [written, ...overParts({ ...written, part: 'slash' })]
    case 'slash':
      return [written, ...overParts({ ...written, part: 'authority' })]
    case 'authority':
      return [
        { ...written, authority: withStar(authority) },
        { ...written, authority: withStar(authority), part: 'path', path: '/*' },
      ]
    case 'path':
      return [{ ...written, path: withStar(path) }]
  }
}

function withStar(text: string): string {
  return text.endsWith('*') ? text : `${text}*`
}

/** An authority that ends so is never in normal form, whatever a `*` before it stands for. */
const OPEN_PORT = /:$/
const DEFAULT_PORTS: Readonly<Record<string, RegExp>> = { http: /:80$/, https: /:443$/ }

function isPossible({ scheme, authority }: UrlShape): boolean {
  if (scheme === '' || authority === '' || OPEN_PORT.test(authority)) return false
  return DEFAULT_PORTS[scheme]?.test(authority) !== true
}

function distinct(list: readonly Written[]): readonly Written[] {
  if (list.length < 2) return list
  return [...new Map(list.map((one) => [`${one.part} ${shapeText(one)}`, one])).values()]
}

/** Tells whether a text is a URL as requests are compared. */
export function isNormalUrl(text: string): boolean {
  return normaliseUrl(text) === text
}
