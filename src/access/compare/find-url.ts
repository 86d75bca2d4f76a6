/** Finds a URL in a given part of the URL space, for a witness; null proves that the part is empty. */
import { searchUrl } from './search-url.ts'
import { isUrlIn, type UrlQuestion } from './url-question.ts'

const COMPLETIONS = [
  '',
  '/',
  'x/',
  '/x',
  'x',
  '.invalid/',
  '//example.invalid/',
  '://example.invalid/',
  's://x/',
]
const FILLINGS = ['x', '', 'example', 'x/x']
const ORDINARY = [...'xabcdefghijklmnopqrstuvwyz0123456789-_~']

/** @returns a URL in normal form. */
export function findUrl(question: UrlQuestion): string | null {
  for (const url of likelyUrls(question)) if (isUrlIn(question, url)) return url
  return searchUrl(question)
}

function* likelyUrls({ within, outside, matching }: UrlQuestion): Generator<string> {
  const { key, isExact } = within
  if (isExact) return yield key
  for (const glob of matching)
    for (const filling of FILLINGS) yield* completions(glob.replaceAll('*', filling))
  for (const whole of ['https://example.invalid/', 'http://example.invalid/'])
    if (whole.startsWith(key)) yield whole
  yield* completions(key)
  yield* completions(`${key}x`)
  const free = freeCharacter(key, outside)
  if (free !== null) yield* completions(key + free)
}

function completions(start: string): readonly string[] {
  return COMPLETIONS.map((end) => start + end)
}

/** A character that begins no extent to be avoided; null inside the scheme, where few characters may stand. */
function freeCharacter(key: string, outside: UrlQuestion['outside']): string | null {
  if (!key.includes('://')) return null
  const taken = new Set(outside.map((extent) => extent.key[key.length]))
  const ordinary = ORDINARY.find((character) => !taken.has(character))
  if (ordinary !== undefined) return ordinary
  let code = 0xe0
  while (taken.has(String.fromCharCode(code))) code += 1
  return String.fromCharCode(code)
}
