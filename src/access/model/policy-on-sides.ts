/**
 * One policy as an agent sees it on the two sides of a comparison: which rules
 * stand on which side, and which URLs the difference can touch at all. Rules
 * are a multiset: one that only moved within its policy stands on both sides.
 */

import { canonicalRoute, canonicalText } from '../../policy/canonical.ts'
import { isPlainlyEqual } from '../../policy/plainly-equal.ts'
import type { Spec } from '../../policy/policy.ts'
import { type Pattern, patternText } from './pattern.ts'
import { routesOf, rulesOf, type Selector } from './reading.ts'
import { selectorsOf } from './selectors.ts'

/** Bits: what stands before, after, on both sides. */
export const BEFORE = 1
export const AFTER = 2
export const BOTH = 3

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
  return { name, before, after, ...difference(before, after) }
}

function partOf(spec: Spec | null, sides: number): readonly Part[] {
  return spec === null ? [] : [{ spec, ruleSides: sides, routeSides: sides }]
}

function difference(before: Spec, after: Spec): Pick<PolicyOnSides, 'parts' | 'touched'> {
  const beforeSides = new Uint8Array(rulesOf(before).length).fill(BEFORE)
  const afterSides = new Uint8Array(rulesOf(after).length).fill(AFTER)
  pairEqualRules({ spec: before, sides: beforeSides }, { spec: after, sides: afterSides })
  const isSameRoutes =
    isPlainlyEqual(before.approvals, after.approvals) || routesText(before) === routesText(after)
  const parts: Part[] = [
    { spec: before, ruleSides: beforeSides, routeSides: isSameRoutes ? BOTH : BEFORE },
    { spec: after, ruleSides: afterSides, routeSides: isSameRoutes ? 0 : AFTER },
  ]
  return { parts, touched: parts.flatMap((part) => touchedBy(part, isSameRoutes)) }
}

interface SidesOfRules {
  readonly spec: Spec
  readonly sides: Uint8Array
}

/** A rule that stands in both specs is kept once, in the earlier one, with both bits. */
function pairEqualRules(before: SidesOfRules, after: SidesOfRules): void {
  pairAsWritten(before, after, 0)
  pairAsWritten(before, after, after.sides.length - before.sides.length)
  const unpaired = new Map<string, number[]>()
  for (const rule of unpairedRules(before, BEFORE)) {
    const text = ruleText(before.spec, rule)
    const same = unpaired.get(text)
    if (same === undefined) unpaired.set(text, [rule])
    else same.push(rule)
  }
  for (const rule of unpairedRules(after, AFTER)) {
    const partner = unpaired.get(ruleText(after.spec, rule))?.pop()
    if (partner !== undefined) pair(before, after, [partner, rule])
  }
}

/** Nearly all rules of a policy stay as they are written, where they stand from its beginning or from its end: they are never parsed. */
function pairAsWritten(before: SidesOfRules, after: SidesOfRules, shift: number): void {
  const [old, now] = [rulesOf(before.spec), rulesOf(after.spec)]
  for (const [rule, written] of old.entries()) {
    const partner = rule + shift
    const isOpen = before.sides[rule] === BEFORE && after.sides[partner] === AFTER
    if (isOpen && isPlainlyEqual(written, now[partner])) pair(before, after, [rule, partner])
  }
}

function pair(before: SidesOfRules, after: SidesOfRules, [old, now]: readonly [number, number]): void {
  before.sides[old] = BOTH
  after.sides[now] = 0
}

function unpairedRules({ sides }: SidesOfRules, side: number): readonly number[] {
  return [...sides.keys()].filter((rule) => sides[rule] === side)
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

/** Equal for rules that say the same. */
function ruleText(spec: Spec, rule: number): string {
  const selectors = selectorsOf(spec)
  const selector = selectors.rule(rule)
  const parts = selector === undefined ? null : selectorParts(selector)
  return JSON.stringify([selectors.written[rule]?.permission, parts])
}

function selectorParts(selector: Selector): readonly unknown[] {
  return [patternText(selector), selector.methods, selector.tags]
}

function routesText(spec: Spec): string {
  return canonicalText(routesOf(spec).map(canonicalRoute))
}
