/**
 * Finds the rules of a policy that stand on both sides of a comparison. Rules
 * are a multiset: one that only moved within its policy stands on both, and so
 * do rules that only share out their methods in another way.
 */
import { isPlainlyEqual } from '../../policy/plainly-equal.ts'
import { PERMISSIONS, type Spec } from '../../policy/policy.ts'
import { patternText } from './pattern.ts'
import { rulesOf } from './reading.ts'
import { selectorsOf } from './selectors.ts'

/** Bits: what stands before, after, on both sides. */
export const BEFORE = 1
export const AFTER = 2
export const BOTH = 3

/** The rules of one spec, with bits by their index; at first all of them are on one side. */
export interface SidesOfRules {
  readonly spec: Spec
  readonly sides: Uint8Array
}

/** Rules that say the same on both sides are kept once, in the earlier spec, with both bits. */
export function pairEqualRules(before: SidesOfRules, after: SidesOfRules): void {
  pairAsWritten(before, after, 0)
  pairAsWritten(before, after, after.sides.length - before.sides.length)
  const later = groupsOf(after, AFTER)
  for (const [saying, old] of groupsOf(before, BEFORE)) {
    const now = later.get(saying)
    if (now === undefined) continue
    if (haveSameMethods(before.spec, after.spec, { old, now })) pairAll(before, after, { old, now })
    else pairByMethods(before, after, { old, now })
  }
}

/** Nearly all rules of a policy stay as they are written, where they stand from its beginning or from its end: they are never parsed. */
function pairAsWritten(before: SidesOfRules, after: SidesOfRules, shift: number): void {
  const [old, now] = [rulesOf(before.spec), rulesOf(after.spec)]
  for (let rule = 0; rule < old.length; rule += 1) {
    const isOpen = before.sides[rule] === BEFORE && after.sides[rule + shift] === AFTER
    if (isOpen && isPlainlyEqual(old[rule], now[rule + shift]))
      pairAll(before, after, { old: [rule], now: [rule + shift] })
  }
}

/** Indexes of rules on either side. */
interface Both {
  readonly old: readonly number[]
  readonly now: readonly number[]
}

function pairAll(before: SidesOfRules, after: SidesOfRules, { old, now }: Both): void {
  for (const rule of old) before.sides[rule] = BOTH
  for (const rule of now) after.sides[rule] = 0
}

/** Unpaired rules that differ in nothing but their methods, together. */
function groupsOf({ spec, sides }: SidesOfRules, side: number): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (let rule = 0; rule < sides.length; rule += 1) {
    if (sides[rule] !== side) continue
    const text = textBesideMethods(spec, rule)
    const group = groups.get(text)
    if (group === undefined) groups.set(text, [rule])
    else group.push(rule)
  }
  return groups
}

/** Equal for rules that have the same permission, pattern and tags. */
function textBesideMethods(spec: Spec, rule: number): string {
  const selectors = selectorsOf(spec)
  const selector = selectors.rule(rule)
  const permission = selectors.written[rule]?.permission
  if (selector === undefined || permission === undefined) return ''
  const isPlain = selector.tags.length === 0 && PERMISSIONS.includes(permission)
  const pattern = patternText(selector)
  return isPlain ? `${permission} ${pattern}` : JSON.stringify([permission, pattern, selector.tags])
}

/** All methods of the rules together; null: every one. */
function methodsOf(spec: Spec, rules: readonly number[]): ReadonlySet<string> | null {
  const selectors = selectorsOf(spec)
  const methods = new Set<string>()
  for (const rule of rules) {
    const own = selectors.rule(rule)?.methods ?? []
    if (own.length === 0) return null
    for (const method of own) methods.add(method)
  }
  return methods
}

function haveSameMethods(before: Spec, after: Spec, { old, now }: Both): boolean {
  const [a, b] = [methodsOf(before, old), methodsOf(after, now)]
  if (a === null || b === null) return a === b
  if (a.size !== b.size) return false
  for (const method of a) if (!b.has(method)) return false
  return true
}

/** Rules of a group that has other methods on the other side: some of them may still stand on both. */
function pairByMethods(before: SidesOfRules, after: SidesOfRules, { old, now }: Both): void {
  const unpaired = new Map<string, number[]>()
  for (const rule of old) {
    const text = methodsText(before.spec, rule)
    const same = unpaired.get(text)
    if (same === undefined) unpaired.set(text, [rule])
    else same.push(rule)
  }
  for (const rule of now) {
    const partner = unpaired.get(methodsText(after.spec, rule))?.pop()
    if (partner !== undefined) pairAll(before, after, { old: [partner], now: [rule] })
  }
}

function methodsText(spec: Spec, rule: number): string {
  return JSON.stringify(selectorsOf(spec).rule(rule)?.methods)
}
