/**
 * A rule can match a URL only if the URL begins with the literal start of its
 * pattern, so only if the hashes of both are equal. Two numbers a rule, side by
 * side in memory, spare the evaluator a look at nearly all rules of a large
 * policy; the few that are left are matched in full.
 */
export interface KeyHashes {
  readonly hashes: Int32Array
  readonly lengths: Uint32Array
  /** The origins that the patterns may have; null: one of them does not fix its origin. */
  readonly origins: Origins | null
  /** Hash → indexes, where there are so many patterns that looking is faster than passing over; else null. */
  readonly byHash: ReadonlyMap<number, readonly number[]> | null
}

const MANY = 500

const SEED = 0x811c9dc5 | 0

export function keyHashes(patterns: readonly { readonly key: string }[]): KeyHashes {
  const hashes = new Int32Array(patterns.length)
  const lengths = new Uint32Array(patterns.length)
  patterns.forEach(({ key }, index) => {
    let hash = SEED
    for (let at = 0; at < key.length; at += 1) hash = step(hash, key.charCodeAt(at))
    hashes[index] = hash
    lengths[index] = key.length
  })
  return {
    hashes,
    lengths,
    origins: originsOf(patterns),
    byHash: patterns.length > MANY ? indexed(hashes) : null,
  }
}

/**
 * A bit for every origin that occurs: 'no' is certain, 'yes' is not. Nearly
 * all policies say nothing of the host that is looked at, and are passed over
 * as a whole.
 */
type Origins = Uint32Array

const ORIGIN_BITS = 2048

function originsOf(patterns: readonly { readonly key: string }[]): Origins | null {
  const origins = new Uint32Array(ORIGIN_BITS / 32)
  for (const { key } of patterns) {
    const hash = originHash(key)
    if (hash === null) return null
    const bit = hash & (ORIGIN_BITS - 1)
    origins[bit >>> 5] = (origins[bit >>> 5] ?? 0) | (1 << (bit & 31))
  }
  return origins
}

/** Hash of `https://host/`; null where the text ends before its origin does. */
export function originHash(key: string): number | null {
  const length = originLength(key)
  if (length === 0) return null
  let hash = SEED
  for (let at = 0; at < length; at += 1) hash = step(hash, key.charCodeAt(at))
  return hash
}

function originLength(text: string): number {
  const scheme = text.indexOf('://')
  return scheme < 0 ? 0 : text.indexOf('/', scheme + 3) + 1
}

/** Finds the place of the origin among the numbers of `originNumbers`. */
export function originNumber(origin: number): number {
  return origin & (ORIGIN_BITS - 1)
}

/** Numbers of the origins that occur; null: any may. Different origins may have one number. */
export function originNumbers({ origins }: KeyHashes): readonly number[] | null {
  if (origins === null) return null
  const numbers: number[] = []
  for (const [word, bits] of origins.entries())
    for (let bit = 0; bits >>> bit !== 0 && bit < 32; bit += 1)
      if (((bits >>> bit) & 1) === 1) numbers.push(word * 32 + bit)
  return numbers
}

/** Tells whether a pattern of that origin may be among them. @param origin of a whole one; null: any. */
export function mayHaveOrigin({ origins }: KeyHashes, origin: number | null): boolean {
  if (origins === null || origin === null) return true
  const bit = origin & (ORIGIN_BITS - 1)
  return ((origins[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
}

/** Hashes of every start of the URL, by its length. */
export function hashesOfStarts(url: string): Int32Array {
  const starts = new Int32Array(url.length + 1)
  starts[0] = SEED
  for (let at = 0; at < url.length; at += 1) starts[at + 1] = step(starts[at] ?? SEED, url.charCodeAt(at))
  return starts
}

/** Indexes of the patterns whose key the URL may begin with, ascending; none is missing. */
export function candidates({ hashes, lengths, byHash }: KeyHashes, starts: Int32Array): readonly number[] {
  if (byHash !== null)
    return [...new Set(starts)].flatMap((hash) => byHash.get(hash) ?? []).sort((a, b) => a - b)
  const found: number[] = []
  const count = hashes.length
  for (let index = 0; index < count; index += 1) {
    const length = lengths[index] ?? 0
    if (length < starts.length && hashes[index] === starts[length]) found.push(index)
  }
  return found
}

function indexed(hashes: Int32Array): ReadonlyMap<number, readonly number[]> {
  const byHash = new Map<number, number[]>()
  hashes.forEach((hash, index) => {
    const same = byHash.get(hash)
    if (same === undefined) byHash.set(hash, [index])
    else same.push(index)
  })
  return byHash
}

function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}
