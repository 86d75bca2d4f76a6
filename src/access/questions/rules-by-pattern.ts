/** The rules of a policy, found by their patterns: of ten thousand rules a grant meets few. */
import type { Spec } from '../../policy/policy.ts'
import { parsePattern } from '../model/pattern.ts'
import { rulesOf } from '../model/reading.ts'

export class RulesByPattern {
  /** Keys with their rules, in the order of keys. */
  readonly #keys: readonly string[]
  readonly #rules = new Map<string, number[]>()

  constructor(spec: Spec) {
    for (const [index, { resource }] of rulesOf(spec).entries()) {
      const { key } = parsePattern(resource)
      const same = this.#rules.get(key)
      if (same === undefined) this.#rules.set(key, [index])
      else same.push(index)
    }
    this.#keys = [...this.#rules.keys()].sort()
  }

  /**
   * The rules whose pattern may share a URL with the pattern: one key begins with the
   * other. None is missing.
   */
  meeting(pattern: string): readonly number[] {
    const { key } = parsePattern(pattern)
    const found: number[] = []
    for (let length = 0; length < key.length; length += 1)
      found.push(...(this.#rules.get(key.slice(0, length)) ?? []))
    for (let at = this.#firstFrom(key); this.#keys[at]?.startsWith(key) === true; at += 1)
      found.push(...(this.#rules.get(this.#keys[at] ?? '') ?? []))
    return found
  }

  #firstFrom(key: string): number {
    let [low, high] = [0, this.#keys.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#keys[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
