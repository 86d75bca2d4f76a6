/**
 * Finds the rules of a policy that are on both sides of a comparison. Rules have no
 * order: a rule that only moved within its policy is on both sides, and so are rules
 * whose methods are only distributed differently.
 */
import { isPlainlyEqual } from '../../policy/plainly-equal.ts'
import type { Rule } from '../../policy/policy.ts'
import { areExact, MethodBits } from './method-bits.ts'
import { normalMethods } from './reading.ts'
import { Sayings } from './sayings.ts'

/** Bits for the sides: before, after, both. */
export const BEFORE = 1
export const AFTER = 2
export const BOTH = 3

/** Rules as written, with bits by their index; at first all of them are on one side. */
export interface SidesOfRules {
  readonly rules: readonly Rule[]
  readonly sides: Uint8Array
}

/** Rules that say the same on both sides are kept once, in the earlier spec, with both bits. */
export function pairEqualRules(before: SidesOfRules, after: SidesOfRules): void {
  pairAsWritten(before, after, 0)
  pairAsWritten(before, after, after.sides.length - before.sides.length)
  const [old, now] = groupsOf(before, after)
  for (const [rule, group] of old.entries()) if (isSame(group)) before.sides[rule] = BOTH
  for (const [rule, group] of now.entries()) if (isSame(group)) after.sides[rule] = 0
  for (const both of unlike(old, now)) {
    if (haveSameMethods(before.rules, after.rules, both)) pairAll(before, after, both)
    else pairByMethods(before, after, both)
  }
}

/** Nearly all rules of a policy stay as they are written, where they stand from its beginning or from its end: they are never parsed. */
function pairAsWritten(before: SidesOfRules, after: SidesOfRules, shift: number): void {
  for (let rule = 0; rule < before.rules.length; rule += 1) {
    const isOpen = before.sides[rule] === BEFORE && after.sides[rule + shift] === AFTER
    if (isOpen && isPlainlyEqual(before.rules[rule], after.rules[rule + shift]))
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

/** Unpaired rules that differ in nothing but their methods. */
interface Group {
  /** Bits of the methods of all of them together, on either side; 0: there is none. */
  before: number
  after: number
}

/** By index of the rule; absent for those that are paired, and for later ones without any earlier one. */
type GroupOfRule = readonly (Group | undefined)[]

function groupsOf(before: SidesOfRules, after: SidesOfRules): readonly [old: GroupOfRule, now: GroupOfRule] {
  const [sayings, methods] = [new Sayings(), new MethodBits()]
  const groups = new Map<number, Group>()
  const old = before.rules.map((rule, index): Group | undefined => {
    if (before.sides[index] !== BEFORE) return undefined
    const saying = sayings.of(rule)
    const group = groups.get(saying) ?? { before: 0, after: 0 }
    if (group.before === 0) groups.set(saying, group)
    group.before |= methods.of(rule)
    return group
  })
  const now = after.rules.map((rule, index): Group | undefined => {
    const group = after.sides[index] === AFTER ? groups.get(sayings.of(rule)) : undefined
    if (group !== undefined) group.after |= methods.of(rule)
    return group
  })
  return [old, now]
}

/** Its rules have the same methods on both sides, and the bits show it. */
function isSame(group: Group | undefined): boolean {
  return group !== undefined && group.before === group.after && areExact(group.before)
}

/** The other groups that have rules on both sides. */
function unlike(old: GroupOfRule, now: GroupOfRule): Iterable<Both> {
  const found = new Map<Group, { readonly old: number[]; readonly now: number[] }>()
  for (const [rule, group] of now.entries()) {
    if (group === undefined || isSame(group)) continue
    const both = found.get(group)
    if (both === undefined) found.set(group, { old: [], now: [rule] })
    else both.now.push(rule)
  }
  if (found.size > 0)
    for (const [rule, group] of old.entries()) if (group !== undefined) found.get(group)?.old.push(rule)
  return found.values()
}

function haveSameMethods(before: readonly Rule[], after: readonly Rule[], { old, now }: Both): boolean {
  const [a, b] = [methodsOfAll(before, old), methodsOfAll(after, now)]
  if (a === null || b === null) return a === b
  if (a.size !== b.size) return false
  for (const method of a) if (!b.has(method)) return false
  return true
}

/** All methods of the rules together; null: every one. */
function methodsOfAll(rules: readonly Rule[], indexes: readonly number[]): ReadonlySet<string> | null {
  const methods = new Set<string>()
  for (const index of indexes) {
    const rule = rules[index]
    const own = rule === undefined ? [] : normalMethods(rule)
    if (own.length === 0) return null
    for (const method of own) methods.add(method)
  }
  return methods
}

/** Rules of a group that has other methods on the other side: some of them may still stand on both. */
function pairByMethods(before: SidesOfRules, after: SidesOfRules, { old, now }: Both): void {
  const unpaired = new Map<string, number[]>()
  for (const rule of old) {
    const text = methodsText(before.rules, rule)
    const same = unpaired.get(text)
    if (same === undefined) unpaired.set(text, [rule])
    else same.push(rule)
  }
  for (const rule of now) {
    const partner = unpaired.get(methodsText(after.rules, rule))?.pop()
    if (partner !== undefined) pairAll(before, after, { old: [partner], now: [rule] })
  }
}

function methodsText(rules: readonly Rule[], index: number): string {
  const rule = rules[index]
  return JSON.stringify(rule === undefined ? [] : normalMethods(rule))
}
