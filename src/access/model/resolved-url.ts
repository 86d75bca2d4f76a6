/**
 * Resolves a path like a gateway, or a server behind it, that does so before it
 * looks at it: `..` and `.`, also as `%2e`, `%2f` as a slash, `;` and the rest
 * of its segment left out, `//` as one slash. policyctl compares paths as text
 * (assumption `paths-as-text`).
 */
import { normaliseUrl } from './url.ts'

const PARTS = /^([^/]+:\/\/[^/]*)(\/.*)$/s

/** @returns null where the path is what it looks like, and for what is not a URL. */
export function resolvedUrl(url: string): string | null {
  const [, origin = '', path = ''] = PARTS.exec(normaliseUrl(url) ?? '') ?? []
  if (path === '' || !isResolvable(path)) return null
  const resolved = `${origin}${resolvedPath(path)}`
  return resolved === `${origin}${path}` ? null : resolved
}

/** Tells whether a gateway could read it otherwise: dot segments, `%2e`, `%2f`, `;`, `//`. */
function isResolvable(path: string): boolean {
  return /;|\/\/|%2[ef]|\/\.{1,2}(?:\/|$)/i.test(path)
}

function resolvedPath(path: string): string {
  const segments = path
    .replace(/%2f/gi, '/')
    .replace(/%2e/gi, '.')
    .split('/')
    .map((segment) => segment.split(';', 1)[0] ?? '')
  const isFolder = ['', '.', '..'].includes(segments.at(-1) ?? '')
  const kept: string[] = []
  for (const segment of segments) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  return `/${kept.join('/')}${isFolder && kept.length > 0 ? '/' : ''}`
}
