/**
 * User names and passwords in URLs. No call is compared with them, and people paste them: outputs keep as many
 * characters, so that a caret below a line still fits, and none of the text.
 */

/** The beginning of a URL, also with one slash (as a path has it), with backslashes, or without a scheme. */
const START = String.raw`(?<=\b[a-z][a-z\d+.-]+:[\\/]{1,6}|(?<![\w:/\\.*])\/\/)`
/** A colon that begins a password. No port, also none with a *, follows, and no end of the URL. */
const COLON = String.raw`:(?![\d*]+(?:[\s/?#"'\\),;]|$)|[\s/\\),;]|$|["'](?:[\s,)\]};:]|$))`
const NAME = String.raw`[^\s/?#"'\\@:[\]]*`
const MORE = String.raw`(?:[^\s/?#"'\\@]*@)*`
/** Sides and ceilings have a colon too: ledger:NAME@DATE. */
const NO_USER = '(?!(?:git|dir|live|target|ledger|layer|mailto):)'
/** With limits, so that a long line costs little. */
const USER = String.raw`[^\s/?#"'\\@:[\]]{1,64}:(?![\\/])[^\s@"']{1,512}@`
const HOST = String.raw`(?:localhost|\d+(?:\.\d+){3}|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}|\[[\da-f:.]+\])`

/** Each matches a user name, a password or both, with their @. */
const ANYWHERE: readonly RegExp[] = [
  // As URLs are written. Passwords may have `*` and `'` in them; `"` and a backslash end a text of JSON.
  new RegExp(String.raw`${START}[^\s/?#"\\]+@`, 'gi'),
  // With blanks, quotes or slashes in the password.
  new RegExp(String.raw`${START}${NAME}${COLON}(?:(?!:\/\/)[^@\n])+@${MORE}`, 'gi'),
  // A text that is a URL alone, or a method and a URL: it ends where the text does.
  /(?<=^(?:[a-z]+ )?[a-z][a-z\d+.-]+:[\\/]{1,6})(?![\\/])[^\s/?#]+@/gi,
  new RegExp(
    String.raw`(?<=^(?:[a-z]+ )?[a-z][a-z\d+.-]+:[\\/]{1,6})${NAME}:(?![\d*]+(?:[\s/?#,;)]|$)|\/|$)[^@]+@${MORE}`,
    'gi',
  ),
  // Without slashes.
  new RegExp(String.raw`(?<![\w/\\.@:*-])${NO_USER}${USER}(?=${HOST}[/:?#*])`, 'gi'),
]

/** A text that is about URLs, where any word may be a host. */
const WITHOUT_SLASHES = new RegExp(String.raw`(?<![\w/\\.@:*-])${NO_USER}${USER}(?=[\w*[])`, 'gi')

/** The text with the user name and password of each of its URLs as asterisks. */
export function hiddenUserinfo(text: string): string {
  return text.includes('@') ? hidden(text, ANYWHERE) : text
}

/** The same for what is a URL, or was given for one. */
export function hiddenInUrl(text: string): string {
  return text.includes('@') ? hidden(text, [...ANYWHERE, WITHOUT_SLASHES]) : text
}

function hidden(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce(
    (shown, pattern) => shown.replace(pattern, (userinfo) => `${'*'.repeat(userinfo.length - 1)}@`),
    text,
  )
}

export function hasUserinfo(url: string): boolean {
  return hiddenInUrl(url) !== url
}

/** A document whose texts are all hidden so; itself if there is nothing to hide. It is one of JSON. */
export function withHiddenUserinfo<Document>(document: Document): Document {
  return withHidden(document) as Document
}

function withHidden(value: unknown): unknown {
  if (typeof value === 'string') return hiddenUserinfo(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(withHidden)
    return items.some((item, at) => item !== value[at]) ? items : value
  }
  const entries = Object.entries(value)
  const shown = entries.map(([key, below]) => [hiddenUserinfo(key), withHidden(below)] as const)
  const isSame = shown.every(([key, below], at) => key === entries[at]?.[0] && below === entries[at]?.[1])
  return isSame ? value : Object.fromEntries(shown)
}
