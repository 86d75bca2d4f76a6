/** Finds where a JSON scalar ends, in bytes, as strictly as JSON.parse. */

const QUOTE = 0x22
const [ZERO, NINE] = [0x30, 0x39]
const [PLUS, MINUS, DOT] = [0x2b, 0x2d, 0x2e]
/** The `e` of an exponent, after `| LOWER`. */
const EXPONENT = 0x65
const LOWER = 0x20

/** Bytes that need no escape in a JSON string: ASCII without controls, quote and backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== 0x5c ? 1 : 0,
)

const WORDS = ['true', 'false', 'null'].map((word) => Buffer.from(word))

/**
 * @returns the index after the scalar that begins at `at`; -1 if there is none,
 * or if it is a string with escapes or characters beyond ASCII, which is left to
 * JSON.parse.
 */
export function scalarEnd(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0
  if (first === QUOTE) return textEnd(bytes, at + 1, end)
  if (first === MINUS || isDigit(first)) return numberEnd(bytes, at, end)
  const word = WORDS.find((one) => one[0] === first)
  if (word === undefined) return -1
  return at + word.length <= end && startsWith(bytes, word, at) ? at + word.length : -1
}

/** Tells whether the bytes from `at` on are `wanted`. The caller checks that there are enough. */
export function startsWith(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  for (let index = 0; index < wanted.length; index += 1) if (bytes[at + index] !== wanted[index]) return false
  return true
}

/** Tells whether a number of JSON may contain the byte. */
export function isOfNumber(byte: number): boolean {
  return isDigit(byte) || byte === PLUS || byte === MINUS || byte === DOT || (byte | LOWER) === EXPONENT
}

function textEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && PLAIN[bytes[at] ?? 0] === 1) at += 1
  return at < end && bytes[at] === QUOTE ? at + 1 : -1
}

function numberEnd(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start
  let at = bytes[first] === ZERO ? first + 1 : digitsEnd(bytes, first, end)
  if (at === first || at > end) return -1
  if (at < end && bytes[at] === DOT) {
    const fraction = at + 1
    at = digitsEnd(bytes, fraction, end)
    if (at === fraction) return -1
  }
  if (at < end && ((bytes[at] ?? 0) | LOWER) === EXPONENT) {
    const sign = bytes[at + 1]
    const exponent = sign === PLUS || sign === MINUS ? at + 2 : at + 1
    at = digitsEnd(bytes, exponent, end)
    if (at <= exponent) return -1
  }
  return at
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isDigit(bytes[at] ?? 0)) at += 1
  return at
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE
}
