/**
 * Words that nearly every policy repeats: the keys and values of the schema, and
 * methods. All copies of a word become one string, so that the reader need not cut
 * each copy out, and comparing two of them need not look at their letters.
 */
import { fieldsOf, LEVELS } from '../policy/fields.ts'

const KEYS = LEVELS.flatMap((level) => fieldsOf(level).map(({ key }) => key))
const VALUES = LEVELS.flatMap((level) => fieldsOf(level).flatMap(({ values = [] }) => values))
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const CODES = 128
const LONGEST = Math.max(...KEYS.map(({ length }) => length))

/** The words by length and first letter. */
const buckets: (readonly string[] | undefined)[] = new Array(CODES * (LONGEST + 1)).fill(undefined)
for (const word of new Set([...KEYS, ...VALUES, ...METHODS])) {
  if (word.length > LONGEST) continue
  const at = word.length * CODES + word.charCodeAt(0)
  buckets[at] = [...(buckets[at] ?? []), word]
}

/** The known word between two offsets; null if there is another text. */
export function knownWord(text: string, start: number, end: number): string | null {
  const first = text.charCodeAt(start)
  if (end - start > LONGEST || !(first < CODES)) return null
  const words = buckets[(end - start) * CODES + first]
  if (words === undefined) return null
  for (const word of words) if (text.startsWith(word, start)) return word
  return null
}

/** The known key at an offset, if a colon and a space or line end follow it; null otherwise: there may be another key. */
export function knownKey(text: string, start: number): string | null {
  const colon = nearColon(text, start)
  if (colon === -1) return null
  const next = text.charCodeAt(colon + 1)
  return next === SPACE || next === NEWLINE ? knownWord(text, start, colon) : null
}

/** Looks no further than a known key is long: in a file of many lines and no colon the way to its end is long. */
function nearColon(text: string, start: number): number {
  const end = Math.min(start + LONGEST, text.length - 1)
  for (let at = start; at <= end; at++) if (text.charCodeAt(at) === COLON) return at
  return -1
}

const COLON = 58
const SPACE = 32
const NEWLINE = 10
