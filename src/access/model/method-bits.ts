/**
 * The methods of some rules as the bits of one number, so that comparing what many rules say takes
 * no list for each. The names of the rules get bits in the order in which they come.
 */
import type { Rule } from '../../policy/policy.ts'
import { textsOf } from './reading.ts'

/** Every method, whatever its name. */
const EVERY = -1
const MOST_NAMES = 30
/** Bit of all names beyond the first ones. */
const FURTHER = 1 << MOST_NAMES

export class MethodBits {
  readonly #asWritten = new Map<string, number>()
  readonly #names = new Map<string, number>()

  of({ operations }: Rule): number {
    const names = textsOf(operations)
    if (names.length === 0) return EVERY
    let bits = 0
    for (const name of names) bits |= this.#asWritten.get(name) ?? this.#newBit(name)
    return bits
  }

  #newBit(written: string): number {
    const name = written.toUpperCase()
    const number = this.#names.get(name) ?? this.#names.size
    this.#names.set(name, number)
    const bit = name === '*' ? EVERY : number < MOST_NAMES ? 1 << number : FURTHER
    this.#asWritten.set(written, bit)
    return bit
  }
}

/** Tells whether equal bits are equal methods. */
export function areExact(bits: number): boolean {
  return bits === EVERY || (bits & FURTHER) === 0
}
