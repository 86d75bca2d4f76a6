import type { Rule, Spec } from '../../policy/policy.ts'
import { candidates, hashesOfStarts, type KeyHashes, keyHashes } from './key-hashes.ts'
import { originOfKey, originsOfRules, rulesOfOrigin } from './origins.ts'
import { routesOf, rulesOf, type Selector, selectorOf } from './reading.ts'

/** More rules of one host than this are looked up by the hashes of their keys. */
const FEW = 16
/** Among more rules than this those of a host are looked for once. */
const MANY = 500

/**
 * The selectors of a spec, each parsed when it is first asked for: of a large
 * workspace a comparison asks for few.
 */
class Selectors {
  /** Rules as written, by index. */
  readonly written: readonly Rule[]
  readonly #spec: Spec
  readonly #some = new Map<number, Selector>()
  #rules: readonly Selector[] | null = null
  #routes: readonly Selector[] | null = null
  #origins: Uint16Array | null = null
  readonly #byOrigin = new Map<number, RulesOfOrigin>()
  #last: { readonly origin: number; readonly rules: readonly number[] } = NOTHING_ASKED

  constructor(spec: Spec) {
    this.#spec = spec
    this.written = rulesOf(spec)
  }

  /** By index of the rule. */
  get rules(): readonly Selector[] {
    this.#rules ??= this.written.map((rule, index) => this.#some.get(index) ?? selectorOf(rule))
    return this.#rules
  }

  /** By index of the route. */
  get routes(): readonly Selector[] {
    this.#routes ??= routesOf(this.#spec).map(selectorOf)
    return this.#routes
  }

  /** Numbers of the origins that the rules speak of, by index of the rule (origins.ts). */
  get origins(): Uint16Array {
    this.#origins ??= originsOfRules(this.written)
    return this.#origins
  }

  /** One of the rules; undefined: there is none of that index. */
  rule(index: number): Selector | undefined {
    if (this.#rules !== null) return this.#rules[index]
    const found = this.#some.get(index)
    const written = this.written[index]
    if (found !== undefined || written === undefined) return found
    const parsed = selectorOf(written)
    this.#some.set(index, parsed)
    return parsed
  }

  /**
   * Indexes of the rules that may match the URL, ascending; none is missing.
   *
   * @param url in normal form. @param origin its number: who asks many policies works it out once.
   */
  near(url: string, origin = originOfKey(url)): readonly number[] {
    if (this.written.length <= MANY) {
      const rules = this.#rulesOf(origin)
      if (rules.length <= FEW) return rules
    }
    const found = this.#byOrigin.get(origin) ?? this.#ofOrigin(origin)
    this.#byOrigin.set(origin, found)
    const { rules, hashes } = found
    if (hashes === null) return rules
    return candidates(hashes, hashesOfStarts(url)).flatMap((index) => rules[index] ?? [])
  }

  /** Requests that are asked about one after another mostly go to one origin. */
  #rulesOf(origin: number): readonly number[] {
    if (this.#last.origin !== origin) this.#last = { origin, rules: rulesOfOrigin(this.origins, origin) }
    return this.#last.rules
  }

  #ofOrigin(origin: number): RulesOfOrigin {
    const rules = rulesOfOrigin(this.origins, origin)
    if (rules.length <= FEW) return { rules, hashes: null }
    return { rules, hashes: keyHashes(rules.flatMap((rule) => this.rule(rule) ?? [])) }
  }
}

interface RulesOfOrigin {
  /** Indexes, ascending. */
  readonly rules: readonly number[]
  /** Hashes of their keys, if they are many. */
  readonly hashes: KeyHashes | null
}

/** No origin has this number. */
const NOTHING_ASKED = { origin: -1, rules: [] }

const known = new WeakMap<Spec, Selectors>()

/** Kept as long as the spec is, since specs never change in place. */
export function selectorsOf(spec: Spec): Selectors {
  const found = known.get(spec)
  if (found !== undefined) return found
  const selectors = new Selectors(spec)
  known.set(spec, selectors)
  return selectors
}
