/**
 * Reads URLs of calls in the form that policies compare, and keeps each once.
 *
 * Nothing else of the log may stay in memory. A substring keeps the whole text
 * alive from which it was cut (the query with its secrets, even the line), so
 * everything that is kept is copied.
 */
import { isNoUrl, normaliseUrl } from '../access/model/url.ts'

export type ReadUrl = { readonly url: string } | { readonly fault: string }

/** Characters of the longest URL that is read. */
export const LONGEST_URL = 65_536
/** The most URLs that are cached; then the cache is emptied. */
const MOST = 200_000

export class CallUrls {
  readonly #known = new Map<string, ReadUrl>()

  /** @param written absolute; user, query and fragment are cut off. */
  read(written: string): ReadUrl {
    if (written.length > LONGEST_URL) return TOO_LONG
    const bare = withoutUser(withoutQuery(written))
    const found = this.#known.get(bare)
    if (found !== undefined) return found
    const read = readUrl(bare)
    if ('fault' in read) return read
    if (this.#known.size >= MOST) this.#known.clear()
    this.#known.set(copyOf(bare), read)
    return read
  }
}

const TOO_LONG = { fault: `its URL has more than ${LONGEST_URL} characters` }

function readUrl(bare: string): ReadUrl {
  if (isNoUrl(bare)) return { fault: 'its URL has characters that no URL has' }
  const url = normaliseUrl(bare)
  if (url === null) return { fault: 'its URL is not absolute' }
  return { url: copyOf(url) }
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?')
  const fragment = url.indexOf('#')
  const end = query < 0 ? fragment : fragment < 0 ? query : Math.min(query, fragment)
  return end < 0 ? url : url.slice(0, end)
}

/** Cuts off `user:password@`, which is a secret and no part of the request's URL for policies. */
function withoutUser(url: string): string {
  if (!url.includes('@')) return url
  const start = url.indexOf('://') + 3
  if (start < 3) return url
  const slash = url.indexOf('/', start)
  const at = url.lastIndexOf('@', slash < 0 ? url.length : slash)
  return at < start ? url : url.slice(0, start) + url.slice(at + 1)
}

/** A text with memory of its own. */
export function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}
