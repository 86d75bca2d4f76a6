/**
 * Bytes → what they stand for, so that a text that a log has a million times
 * is made once. Only what is equal byte for byte is found: the hash says where
 * to look. It may forget entries: it is only a cache.
 */
export class ByteTable<T> {
  readonly #make: (text: string) => T | undefined
  #slots = slotsFor<T>(FIRST)
  #count = 0
  #known = Buffer.alloc(FIRST * 16)
  #used = 0

  /** @param make what a text of ASCII stands for; undefined: it is not for this table to say, and is not remembered. */
  constructor(make: (text: string) => T | undefined) {
    this.#make = make
  }

  /** @param bytes of ASCII, from `start` up to `end`. */
  of(bytes: Buffer, start: number, end: number): T | undefined {
    const hash = hashOf(bytes, start, end)
    const { places, values } = this.#slots
    const mask = values.length - 1
    for (let probe = 0; probe < MOST_PROBES; probe += 1) {
      const slot = (hash + probe) & mask
      const known = places[slot * WIDTH + START] ?? 0
      if (known === 0) break
      if (places[slot * WIDTH] !== hash || places[slot * WIDTH + LENGTH] !== end - start) continue
      if (this.#isAt(known - 1, { bytes, start, end })) return values[slot]
    }
    const made = this.#make(bytes.toString('latin1', start, end))
    if (made !== undefined && end - start <= LONGEST) this.#learn(bytes.subarray(start, end), hash, made)
    return made
  }

  #isAt(known: number, { bytes, start, end }: Span): boolean {
    const shift = known - start
    for (let at = start; at < end; at += 1) if (this.#known[at + shift] !== bytes[at]) return false
    return true
  }

  #learn(bytes: Buffer, hash: number, value: T): void {
    if (this.#count * 2 >= this.#slots.values.length) this.#grow()
    if (this.#used + bytes.length > this.#known.length) this.#makeRoom()
    if (!put(this.#slots, { hash, start: this.#used + 1, length: bytes.length, value })) return
    this.#known.set(bytes, this.#used)
    this.#used += bytes.length
    this.#count += 1
  }

  #grow(): void {
    const { places, values } = this.#slots
    this.#count = 0
    if (values.length >= MOST) {
      this.#slots = slotsFor<T>(MOST)
      this.#used = 0
      return
    }
    this.#slots = slotsFor<T>(values.length * 2)
    for (const [slot, value] of values.entries()) {
      const [hash = 0, start = 0, length = 0] = places.subarray(slot * WIDTH, slot * WIDTH + WIDTH)
      if (value !== undefined && put(this.#slots, { hash, start, length, value })) this.#count += 1
    }
  }

  #makeRoom(): void {
    const bytes = Buffer.alloc(this.#known.length * 2)
    bytes.set(this.#known.subarray(0, this.#used))
    this.#known = bytes
  }
}

interface Span {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

interface Slots<T> {
  /** For each slot its hash, the place of its bytes (one more than that: 0 is a free slot) and their number, side by side in memory. */
  readonly places: Int32Array
  readonly values: (T | undefined)[]
}

const [START, LENGTH, WIDTH] = [1, 2, 3]

interface Entry<T> {
  readonly hash: number
  readonly start: number
  readonly length: number
  readonly value: T
}

/** Slots, powers of two: half of them are in use at most. */
const FIRST = 1024
const MOST = 2 ** 18
/** Longer texts do not recur. */
const LONGEST = 512
/** Enough for what chance brings; so many texts whose hashes were made to meet cost no more than others. */
const MOST_PROBES = 16

function slotsFor<T>(size: number): Slots<T> {
  return { places: new Int32Array(size * WIDTH), values: new Array<T | undefined>(size) }
}

/** @returns whether there was room near its hash. */
function put<T>({ places, values }: Slots<T>, { hash, start, length, value }: Entry<T>): boolean {
  const mask = values.length - 1
  for (let probe = 0; probe < MOST_PROBES; probe += 1) {
    const slot = (hash + probe) & mask
    if (places[slot * WIDTH + START] !== 0) continue
    places.set([hash, start, length], slot * WIDTH)
    values[slot] = value
    return true
  }
  return false
}

function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hash ^ (hash >>> 15)
}
