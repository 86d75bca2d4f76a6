/**
 * Caches values by the bytes that they are made of, so that a text that a log has
 * a million times is made once. An entry is found only if all bytes are equal. It
 * may forget entries, since it is only a cache.
 */
export class ByteTable<T> {
  readonly #make: (text: string) => T | undefined
  #slots = slotsFor<T>(FIRST)
  #count = 0
  #known = Buffer.alloc(FIRST * 16)
  #used = 0

  /** @param make makes the value of an ASCII text; undefined: the text has none, which is not cached. */
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
  /** For each slot the hash, the start of its bytes plus one (0 marks a free slot), and their number. */
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

/** Numbers of slots, powers of two; at most half of the slots are in use. */
const FIRST = 1024
const MOST = 2 ** 18
/** Longer texts are not cached: they seldom recur. */
const LONGEST = 512
/** Bounds the cost of hash collisions, accidental or crafted. */
const MOST_PROBES = 16

function slotsFor<T>(size: number): Slots<T> {
  return { places: new Int32Array(size * WIDTH), values: new Array<T | undefined>(size) }
}

/** @returns false if there was no free slot near its hash. */
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
