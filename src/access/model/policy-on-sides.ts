/**
 * One policy as an agent sees it on the two sides of a comparison: which rules
 * stand on which side, and which URLs the difference can touch at all.
 */

import { canonicalRoute, canonicalText } from '../../policy/canonical.ts'
import { isPlainlyEqual } from '../../policy/plainly-equal.ts'
import type { Spec } from '../../policy/policy.ts'
import type { Pattern } from './pattern.ts'
import { routesOf } from './reading.ts'
import { AFTER, BEFORE, BOTH, pairEqualRules } from './rule-sides.ts'
import { selectorsOf } from './selectors.ts'

/** The rules and routes of one spec, and the sides they stand on. */
export interface Part {
  readonly spec: Spec
  /** Bits by index of the rule; a number holds for all. */
  readonly ruleSides: Uint8Array | number
  /** Bits of all its routes, 0 where the other part has them. */
  readonly routeSides: number
}

export interface PolicyOnSides {
  readonly name: string
  /** null: absent, or not bound, on that side. */
  readonly before: Spec | null
  readonly after: Spec | null
  readonly parts: readonly Part[]
  /** The patterns in which the vote or the route may differ between the sides; empty: nowhere. */
  readonly touched: readonly Pattern[]
}

export function policyOnSides(name: string, before: Spec | null, after: Spec | null): PolicyOnSides {
  if (before === after) return { name, before, after, parts: partOf(after, BOTH), touched: [] }
  if (before === null || after === null) {
    const parts = before === null ? partOf(after, AFTER) : partOf(before, BEFORE)
    const touched = parts.flatMap(({ spec }) => selectorsOf(spec).rules)
    return { name, before, after, parts, touched }
  }
  const { parts, touched } = difference(before, after)
  return { name, before, after, parts, touched }
}

function partOf(spec: Spec | null, sides: number): readonly Part[] {
  return spec === null ? [] : [{ spec, ruleSides: sides, routeSides: sides }]
}

type Difference = Pick<PolicyOnSides, 'after' | 'parts' | 'touched'>

/** The last comparison of each earlier spec; specs never change in place. */
const known = new WeakMap<Spec, Difference>()

function difference(before: Spec, after: Spec): Difference {
  const found = known.get(before)
  if (found?.after === after) return found
  const computed = differenceOf(before, after)
  known.set(before, computed)
  return computed
}

function differenceOf(before: Spec, after: Spec): Difference {
  const [rulesBefore, rulesAfter] = [selectorsOf(before).written, selectorsOf(after).written]
  const beforeSides = new Uint8Array(rulesBefore.length).fill(BEFORE)
  const afterSides = new Uint8Array(rulesAfter.length).fill(AFTER)
  pairEqualRules({ rules: rulesBefore, sides: beforeSides }, { rules: rulesAfter, sides: afterSides })
  const isSameRoutes =
    isPlainlyEqual(before.approvals, after.approvals) || routesText(before) === routesText(after)
  const parts: Part[] = [
    { spec: before, ruleSides: beforeSides, routeSides: isSameRoutes ? BOTH : BEFORE },
    { spec: after, ruleSides: afterSides, routeSides: isSameRoutes ? 0 : AFTER },
  ]
  return { after, parts, touched: parts.flatMap((part) => touchedBy(part, isSameRoutes)) }
}

const UNTOUCHED: readonly Pattern[] = []

function touchedBy({ spec, ruleSides }: Part, isSameRoutes: boolean): readonly Pattern[] {
  const selectors = selectorsOf(spec)
  return selectors.written.flatMap(({ permission }, rule): readonly Pattern[] => {
    const sides = typeof ruleSides === 'number' ? ruleSides : (ruleSides[rule] ?? 0)
    const isOneSided = sides === BEFORE || sides === AFTER
    const isTouched = isOneSided || (!isSameRoutes && sides !== 0 && permission === 'approval_required')
    const selector = isTouched ? selectors.rule(rule) : undefined
    return selector === undefined ? UNTOUCHED : [selector]
  })
}

function routesText(spec: Spec): string {
  return canonicalText(routesOf(spec).map(canonicalRoute))
}
