/** The hidden first line of a comment or an issue, by which it is found again. */

export type MarkerKind = 'pr' | 'apply' | 'drift'

/**
 * @param id what the comment is about, such as the project.
 * @param key distinguishes several comments with the same id: `production` for a job about that target only.
 */
export function markerOf(kind: MarkerKind, id: string, key = ''): string {
  return `${markerStart(kind, id)}${key === '' ? '' : ` ${encoded(key)}`} -->`
}

/** Tells whether the body begins with the marker; elsewhere in it, it might be a quotation. */
export function hasMarker(body: string, marker: string): boolean {
  return body.startsWith(`${marker}\n`)
}

/** The key of a comment of this kind and id; null for another comment. */
export function markerKey(body: string, kind: MarkerKind, id: string): string | null {
  const [line = ''] = body.split('\n', 1)
  const start = markerStart(kind, id)
  const [, key] = /^(| [\w%.]+) -->$/.exec(line.startsWith(start) ? line.slice(start.length) : '?') ?? []
  return key === undefined ? null : decoded(key.trim())
}

/** Returns what the markers of all keys begin with, and of all ids that begin with this one. */
export function markerStart(kind: MarkerKind, id: string): string {
  return `<!-- policyctl:${kind}:${encoded(id)}`
}

/** Escapes a text for the comment: two dashes would end it, and nothing in it may act as markup. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[-!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
