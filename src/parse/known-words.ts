/**
 * Words that nearly every policy repeats: the keys of the schema, its values,
 * methods. One text stands for all copies of a word, which spares the reader to
 * cut each copy out, and whoever compares them a look at their letters.
 */
import { fieldsOf, LEVELS } from '../policy/fields.ts'

const KEYS = LEVELS.flatMap((level) => fieldsOf(level).map(({ key }) => key))
const VALUES = LEVELS.flatMap((level) => fieldsOf(level).flatMap(({ values = [] }) => values))
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const CODES = 128
const LONGEST = Math.max(...KEYS.map(({ length }) => length))

/** By length and first letter. */
const buckets: (readonly string[] | undefined)[] = new Array(CODES * (LONGEST + 1)).fill(undefined)
for (const word of new Set([...KEYS, ...VALUES, ...METHODS])) {
  if (word.length > LONGEST) continue
  const at = word.length * CODES + word.charCodeAt(0)
  buckets[at] = [...(buckets[at] ?? []), word]
}

/** The known word that stands between two offsets; null: it is none. */
export function knownWord(text: string, start: number, end: number): string | null {
  const first = text.charCodeAt(start)
  if (end - start > LONGEST || !(first < CODES)) return null
  const words = buckets[(end - start) * CODES + first]
  if (words === undefined) return null
  for (const word of words) if (text.startsWith(word, start)) return word
  return null
}

/** The known key at an offset, with its colon and a blank behind it; null: another key may stand there. */
export function knownKey(text: string, start: number): string | null {
  const colon = text.indexOf(':', start)
  if (colon === -1) return null
  const next = text.charCodeAt(colon + 1)
  return next === SPACE || next === NEWLINE ? knownWord(text, start, colon) : null
}

const SPACE = 32
const NEWLINE = 10
