/**
 * URLs as policies look at them: scheme and host in lower case, the default
 * port dropped, an empty path written '/', query and fragment ignored
 * (docs/access-model.md). Nothing else is touched: no decoding, no dot segments.
 */
const ABSOLUTE = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)/

const DEFAULT_PORT: Readonly<Record<string, RegExp>> = {
  http: /(?::(?:80)?)+$/,
  https: /(?::(?:443)?)+$/,
}
const EMPTY_PORT = /:+$/

/** Nearly every URL is written as it is compared; then nothing is taken apart. */
const NORMAL_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/A-Z:?#]+\/[^?#]*$/

/** @returns the URL as it is compared, null for what is not an absolute URL with a host. */
export function normaliseUrl(url: string): string | null {
  if (NORMAL_URL.test(url)) return url
  const [, scheme, authority, path] = ABSOLUTE.exec(url) ?? []
  if (scheme === undefined || authority === undefined) return null
  const origin = normaliseOrigin(scheme, authority)
  return origin.endsWith('://') ? null : `${origin}${path === '' ? '/' : path}`
}

/** Scheme and authority that are known to be complete, without the slash after them. */
export function normaliseOrigin(scheme: string, authority: string): string {
  const lowered = lowerCase(scheme)
  return `${lowered}://${lowerCase(authority).replace(DEFAULT_PORT[lowered] ?? EMPTY_PORT, '')}`
}

/** ASCII only: lower case of other letters may change the length, and hosts have no others. */
export function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Characters that no URL has: white space, controls, and U+FFFD, which stands for invalid UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_URL = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufffd]/

/** Tells of a text with such a character that no client sends it as it stands. */
export function isNoUrl(text: string): boolean {
  return NO_URL.test(text)
}

export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/)
  return end < 0 ? url : url.slice(0, end)
}
