/**
 * Maps (agent or set of policies, request) to an outcome, for a million entries: open addressing in
 * two arrays of numbers takes an eighth of the memory of a Map.
 */
const FREE = -1

export class OutcomeTable {
  #keys = new Float64Array(1024).fill(FREE)
  #values = new Int32Array(1024)
  #count = 0

  /** @returns -1 if there is none. */
  get(who: number, shape: number): number {
    const key = keyOf(who, shape)
    const at = this.#slot(key)
    return this.#keys[at] === FREE ? -1 : (this.#values[at] ?? -1)
  }

  set(who: number, shape: number, outcome: number): void {
    if (this.#count * 2 >= this.#keys.length) this.#grow()
    const key = keyOf(who, shape)
    const at = this.#slot(key)
    if (this.#keys[at] === FREE) this.#count += 1
    this.#keys[at] = key
    this.#values[at] = outcome
  }

  clear(): void {
    this.#keys.fill(FREE)
    this.#count = 0
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1
    let at = hashOf(key) & mask
    while (this.#keys[at] !== FREE && this.#keys[at] !== key) at = (at + 1) & mask
    return at
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values]
    this.#keys = new Float64Array(keys.length * 2).fill(FREE)
    this.#values = new Int32Array(keys.length * 2)
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] ?? FREE
      if (key === FREE) continue
      const slot = this.#slot(key)
      this.#keys[slot] = key
      this.#values[slot] = values[at] ?? 0
    }
  }
}

/** Exact below 2^53: both stay below 2^26. */
function keyOf(who: number, shape: number): number {
  return who * 2 ** 26 + shape
}

function hashOf(key: number): number {
  const low = key % 2 ** 26
  const high = Math.floor(key / 2 ** 26)
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
