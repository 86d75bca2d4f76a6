import type { Rule, Spec } from '../../policy/policy.ts'
import { type KeyHashes, keyHashes } from './key-hashes.ts'
import { routesOf, rulesOf, type Selector, selectorOf } from './reading.ts'

interface Selectors {
  /** As written, by index. */
  readonly written: readonly Rule[]
  /** By index of the rule. */
  readonly rules: readonly Selector[]
  /** The hashes of the rules' keys, to pass over most rules at little cost. */
  readonly hashes: KeyHashes
  /** By index of the route. */
  readonly routes: readonly Selector[]
}

const known = new WeakMap<Spec, Selectors>()

/** The parsed selectors of a spec; kept as long as the spec is, since specs never change in place. */
export function selectorsOf(spec: Spec): Selectors {
  const found = known.get(spec)
  if (found !== undefined) return found
  const written = rulesOf(spec)
  const rules = written.map(selectorOf)
  const parsed = { written, rules, hashes: keyHashes(rules), routes: routesOf(spec).map(selectorOf) }
  known.set(spec, parsed)
  return parsed
}
