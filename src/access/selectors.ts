import type { Spec } from '../policy/policy.ts'
import { routesOf, rulesOf, type Selector, selectorOf } from './reading.ts'

interface Selectors {
  /** By index of the rule. */
  readonly rules: readonly Selector[]
  /** By index of the route. */
  readonly routes: readonly Selector[]
}

const known = new WeakMap<Spec, Selectors>()

/** The parsed selectors of a spec; kept as long as the spec is, since specs never change in place. */
export function selectorsOf(spec: Spec): Selectors {
  const found = known.get(spec)
  if (found !== undefined) return found
  const parsed = { rules: rulesOf(spec).map(selectorOf), routes: routesOf(spec).map(selectorOf) }
  known.set(spec, parsed)
  return parsed
}
