/**
 * URLs of calls as policies look at them, each kept once.
 *
 * A log is long and its URLs recur; what is kept must hold nothing else of the
 * log. A substring keeps the whole text alive that it was cut from (the query
 * with its secrets, even the line), so that whatever is kept is copied.
 */
import { normaliseUrl } from '../access/model/url.ts'

export type ReadUrl = { readonly url: string } | { readonly fault: string }

/** The longest URL that is taken for one. */
export const LONGEST_URL = 65_536
/** More are forgotten, and learnt again: a table is no part of an answer. */
const MOST = 200_000

/** Characters that no URL has: white space, controls, and the mark of what was no UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_URL = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufffd]/

export class CallUrls {
  readonly #known = new Map<string, ReadUrl>()

  /** @param written absolute, with whatever it carries. */
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
  if (NO_URL.test(bare)) return { fault: 'its URL has characters that no URL has' }
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

/** `user:password@` belongs to whoever calls, not to what is called. */
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
