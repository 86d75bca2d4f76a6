/**
 * A rule can match a URL only if the URL begins with the literal start of its
 * pattern, so only if the hashes of both are equal. With two numbers per rule, next to each other
 * in memory, the evaluator skips nearly all rules of a large policy, and matches only the rest in
 * full.
 */
export interface KeyHashes {
  readonly hashes: Int32Array
  readonly lengths: Uint32Array
  /** The lengths that occur, each once, ascending. */
  readonly spans: readonly number[]
  /** Hash → indexes, if there are so many patterns that a lookup is faster than a pass over all; else null. */
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
    spans: [...new Set(lengths)].sort((a, b) => a - b),
    byHash: patterns.length > MANY ? indexed(hashes) : null,
  }
}

/** Hashes of every start of the URL, by its length. */
export function hashesOfStarts(url: string): Int32Array {
  const starts = new Int32Array(url.length + 1)
  starts[0] = SEED
  for (let at = 0; at < url.length; at += 1) starts[at + 1] = step(starts[at] ?? SEED, url.charCodeAt(at))
  return starts
}

/** Indexes of the patterns whose key the URL may begin with, ascending; none is missing. */
export function candidates(keys: KeyHashes, starts: Int32Array): readonly number[] {
  const { hashes, lengths, byHash } = keys
  if (byHash !== null) return lookedUp(keys, byHash, starts)
  const found: number[] = []
  const count = hashes.length
  for (let index = 0; index < count; index += 1) {
    const length = lengths[index] ?? 0
    if (length < starts.length && hashes[index] === starts[length]) found.push(index)
  }
  return found
}

function lookedUp(
  { lengths, spans }: KeyHashes,
  byHash: ReadonlyMap<number, readonly number[]>,
  starts: Int32Array,
): readonly number[] {
  const found: number[] = []
  for (const length of spans) {
    const hash = starts[length]
    if (hash === undefined) break
    for (const index of byHash.get(hash) ?? []) if (lengths[index] === length) found.push(index)
  }
  return found.sort((a, b) => a - b)
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
