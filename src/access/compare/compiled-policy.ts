/** The rules of a spec in the order of their patterns, computed once: it tells which patterns enclose which. */
import type { Spec } from '../../policy/policy.ts'
import { byExtent, enclosingIndexes } from '../model/pattern-order.ts'
import type { Selector } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'

export interface CompiledPolicy {
  /** Position → index of the rule. */
  readonly order: Uint32Array
  /** Position → the nearest position before it whose pattern encloses its own, or -1. */
  readonly enclosing: Int32Array
  /** By index of the rule. */
  readonly selectors: readonly Selector[]
}

const known = new WeakMap<Spec, CompiledPolicy>()

export function compilePolicy(spec: Spec): CompiledPolicy {
  const found = known.get(spec)
  if (found !== undefined) return found
  const compiled = compile(selectorsOf(spec).rules)
  known.set(spec, compiled)
  return compiled
}

export interface EnclosingRules {
  /** Tells whether other rules enclose it; cheap. */
  has(rule: number): boolean
  /** Tells whether another rule has the same pattern. */
  hasEqual(rule: number): boolean
  /**
   * Indexes of the nearest other rules whose patterns enclose the rule's own, equal ones included.
   * Only the nearest, since thousands of rules with one pattern would otherwise all be compared.
   */
  of(rule: number): readonly number[]
}

const NEAREST = 256
const walks = new WeakMap<CompiledPolicy, EnclosingRules>()

export function enclosingRules(policy: CompiledPolicy): EnclosingRules {
  const found = walks.get(policy)
  if (found !== undefined) return found
  const walk = enclosingWalk(policy)
  walks.set(policy, walk)
  return walk
}

function enclosingWalk({ order, enclosing, selectors }: CompiledPolicy): EnclosingRules {
  const positions = new Uint32Array(order.length)
  for (const [position, rule] of order.entries()) positions[rule] = position
  const isEqual = (position: number, rule: number): boolean =>
    position < order.length && compareAt(selectors, order[position] ?? -1, rule) === 0
  return {
    has: (rule) => {
      const position = positions[rule] ?? 0
      return (enclosing[position] ?? -1) >= 0 || isEqual(position + 1, rule)
    },
    hasEqual: (rule) => {
      const position = positions[rule] ?? 0
      return isEqual(position + 1, rule) || (position > 0 && isEqual(position - 1, rule))
    },
    of: (rule) => {
      const rules: number[] = []
      const from = positions[rule] ?? 0
      const isOpen = (): boolean => rules.length < NEAREST
      for (
        let position = enclosing[from] ?? -1;
        position >= 0 && isOpen();
        position = enclosing[position] ?? -1
      )
        rules.push(order[position] ?? -1)
      for (let position = from + 1; isOpen() && isEqual(position, rule); position += 1)
        rules.push(order[position] ?? -1)
      return rules
    },
  }
}

function compile(selectors: readonly Selector[]): CompiledPolicy {
  const order = Uint32Array.from(selectors.keys())
  order.sort((a, b) => compareAt(selectors, a, b))
  const sorted = Array.from(order, (index) => selectors[index]).filter((selector) => selector !== undefined)
  return { order, enclosing: enclosingIndexes(sorted), selectors }
}

function compareAt(selectors: readonly Selector[], a: number, b: number): number {
  const left = selectors[a]
  const right = selectors[b]
  return left === undefined || right === undefined ? 0 : byExtent(left, right)
}
