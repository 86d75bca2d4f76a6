/**
 * Stores the host of each rule as one small number, read from its text. Nearly all rules of a
 * workspace are about other hosts than the one in question, and the number shows that without
 * parsing them. 'No' is certain, 'yes' is not:
 * different origins may have one number.
 */
import { parsePattern } from './pattern.ts'

/** The number of a pattern without a fixed origin: it may match any. */
export const ANY_ORIGIN = 0

const MOST = 0xffff

/** Number of `https://host/`; ANY_ORIGIN where the literal start of a pattern ends before its origin does. */
export function originOfKey(key: string): number {
  const scheme = key.indexOf('://')
  const end = scheme < 0 ? 0 : key.indexOf('/', scheme + 3) + 1
  return end === 0 ? ANY_ORIGIN : numbered(hashOf(key, end))
}

/** The same of a resource as it is written, absent or not. */
export function originOfResource(resource: unknown): number {
  if (typeof resource !== 'string') return ANY_ORIGIN
  const found = plainOrigin(resource)
  return found === UNTOLD ? originOfKey(parsePattern(resource).key) : found
}

/** Returns the number of every rule, by its index. */
export function originsOfRules(rules: readonly { readonly resource?: unknown }[]): Uint16Array {
  const origins = new Uint16Array(rules.length)
  for (let rule = 0; rule < rules.length; rule += 1) origins[rule] = originOfResource(rules[rule]?.resource)
  return origins
}

const UNTOLD = -1
const SEED = 0x811c9dc5 | 0
const [HTTPS, HTTP] = ['https://', 'http://'] as const
const [HTTPS_HASH, HTTP_HASH] = [hashOf(HTTPS), hashOf(HTTP)]

/** In one pass over scheme and host, where they are written in normal form and without a port; else UNTOLD. */
function plainOrigin(resource: string): number {
  if (resource.startsWith(HTTPS)) return plainHost(resource, HTTPS.length, HTTPS_HASH)
  return resource.startsWith(HTTP) ? plainHost(resource, HTTP.length, HTTP_HASH) : UNTOLD
}

const [STAR, SLASH, COLON, QUERY, FRAGMENT] = [0x2a, 0x2f, 0x3a, 0x3f, 0x23] as const
const [UPPER_A, UPPER_Z] = [0x41, 0x5a] as const

function plainHost(text: string, start: number, before: number): number {
  let hash = before
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    hash = step(hash, code)
    if (code === SLASH) return at === start ? UNTOLD : numbered(hash)
    if (code === STAR || code === COLON || code === QUERY || code === FRAGMENT) return UNTOLD
    if (code >= UPPER_A && code <= UPPER_Z) return UNTOLD
  }
  return UNTOLD
}

function hashOf(text: string, end = text.length): number {
  let hash = SEED
  for (let at = 0; at < end; at += 1) hash = step(hash, text.charCodeAt(at))
  return hash
}

function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

function numbered(hash: number): number {
  return (hash ^ (hash >>> 16)) & MOST || 1
}

/** Indexes of the rules that may speak of the origin, ascending. @param origins of the rules, by index. */
export function rulesOfOrigin(origins: Uint16Array, origin: number): readonly number[] {
  if (origin === ANY_ORIGIN) return [...origins.keys()]
  let found: number[] | null = null
  for (let rule = 0; rule < origins.length; rule += 1)
    if (origins[rule] === origin || origins[rule] === ANY_ORIGIN) {
      found ??= []
      found.push(rule)
    }
  return found ?? NONE
}

/** The same for several origins at once. */
export class OriginSet {
  readonly #marks = new Uint8Array(MARKS)
  readonly #isAny: boolean

  /** @param origins their numbers; with ANY_ORIGIN among them the set holds all. */
  constructor(origins: readonly number[]) {
    this.#isAny = origins.includes(ANY_ORIGIN)
    // A rule that may speak of any origin speaks of these too.
    for (const origin of [ANY_ORIGIN, ...origins]) this.#marks[origin % MARKS] = 1
  }

  rulesOf(origins: Uint16Array): readonly number[] {
    if (this.#isAny) return [...origins.keys()]
    const marks = this.#marks
    let found: number[] | null = null
    for (let rule = 0; rule < origins.length; rule += 1)
      if (marks[(origins[rule] ?? ANY_ORIGIN) % MARKS] === 1) {
        found ??= []
        found.push(rule)
      }
    return found ?? NONE
  }
}

const MARKS = 2048
const NONE: readonly number[] = []
