/**
 * Finds rules without effect in their policy: without all of them every request gets the
 * same vote and the same route. The result does not depend on the order of the rules,
 * except that the later one of two equal rules is called the duplicate.
 */
import { PERMISSIONS, type Permission, type Spec } from '../../policy/policy.ts'
import { compilePolicy, enclosingRules } from '../compare/compiled-policy.ts'
import { type Cover, coveringOf } from '../compare/covering.ts'
import { patternText } from '../model/pattern.ts'
import { encloses } from '../model/pattern-order.ts'
import { rulesOf, type Selector } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { rulesApart } from './rules-apart.ts'

export type IdleKind =
  /** Denies match all that it matches. */
  | 'denied'
  /** So do denies of wider patterns: it looks like an exception, and is none. */
  | 'carve-out'
  /** Approvals, or approvals and denies, match all that it matches. */
  | 'asked'
  /** An earlier rule says the same. */
  | 'duplicate'
  /** Rules that stay say all that it says. */
  | 'redundant'

export interface IdleRule {
  /** Index in `spec.policies`. */
  readonly rule: number
  readonly kind: IdleKind
  /** Rules that make it idle and are not idle themselves, in order. */
  readonly by: readonly number[]
}

/** Tells whether the rule can never be one of those that decide. */
export function neverDecides({ kind }: IdleRule): boolean {
  return kind === 'denied' || kind === 'carve-out' || kind === 'asked'
}

interface PlacedRule extends Cover {
  readonly permission: Permission
}

/** The rules around a rule that could cover it; for most rules there are none. */
type Widers = (rule: PlacedRule) => readonly PlacedRule[]

const NO_IDLE: readonly IdleRule[] = []

const known = new WeakMap<Spec, readonly IdleRule[]>()
/** The last spec: several checks ask about the same policy in a row. */
let latest: { readonly spec: Spec; readonly idle: readonly IdleRule[] } | null = null

/** The idle rules in order; kept as long as the spec if finding them is costly. */
export function idleRules(spec: Spec): readonly IdleRule[] {
  if (latest?.spec === spec) return latest.idle
  const idle = rulesApart(spec) ? NO_IDLE : (known.get(spec) ?? findIdle(spec))
  if (idle.length > 0 || rulesOf(spec).length > FEW) known.set(spec, idle)
  latest = { spec, idle }
  return idle
}

/** Up to this many rules, comparing each pair is cheaper than sorting them. */
const FEW = 24

/** Tells whether the pattern of some rule contains that of another with a common method: else none covers any. */
function mayCover(selectors: readonly Selector[]): boolean {
  for (const wide of selectors)
    for (const narrow of selectors)
      if (wide !== narrow && mayEnclose(wide, narrow) && encloses(wide, narrow) && shareMethod(wide, narrow))
        return true
  return false
}

/** A cheap test: patterns of one host usually differ near their ends, so comparing the ends avoids most full comparisons. */
function mayEnclose({ key }: Selector, narrow: Selector): boolean {
  const end = key.length
  if (end > narrow.key.length) return false
  for (let at = end - 1; at >= Math.max(end - NEAR_END, 0); at--)
    if (key.charCodeAt(at) !== narrow.key.charCodeAt(at)) return false
  return true
}

const NEAR_END = 8

function shareMethod({ methods: a }: Selector, { methods: b }: Selector): boolean {
  return a.length === 0 || b.length === 0 || a.some((method) => b.includes(method))
}

function findIdle(spec: Spec): readonly IdleRule[] {
  const { rules: selectors } = selectorsOf(spec)
  if (selectors.length <= FEW && !mayCover(selectors)) return []
  const enclosing = enclosingRules(compilePolicy(spec))
  if (!rulesOf(spec).some((_rule, index) => enclosing.has(index))) return []
  const rules = placedRules(spec)
  const widers: Widers = ({ index }) =>
    enclosing.has(index) ? enclosing.of(index).flatMap((other) => rules.get(other) ?? NONE) : NONE
  const { unique, duplicates } = withoutDuplicates(rules.values(), ({ index }) => enclosing.hasEqual(index))
  const kept = essential(unique, widers)
  const idle = new Map<number, IdleRule>()
  for (const rule of unique)
    if (!kept.has(rule)) {
      const covers = widers(rule).filter((other) => kept.has(other))
      const explained = explain(rule, covers.sort(byIndex))
      if (explained !== null) idle.set(rule.index, explained)
    }
  for (const [rule, first] of duplicates) {
    const shared = idle.get(first.index) ?? { kind: 'duplicate', by: [first.index] }
    idle.set(rule.index, { ...shared, rule: rule.index })
  }
  return [...idle.values()].sort((a, b) => a.rule - b.rule)
}

const NONE: readonly PlacedRule[] = []

function byIndex(a: Cover, b: Cover): number {
  return a.index - b.index
}

function placedRules(spec: Spec): ReadonlyMap<number, PlacedRule> {
  const { rules: selectors } = selectorsOf(spec)
  const placed = new Map<number, PlacedRule>()
  for (const [index, { permission }] of rulesOf(spec).entries()) {
    const selector = selectors[index]
    if (selector !== undefined && PERMISSIONS.includes(permission))
      placed.set(index, { index, permission, selector })
  }
  return placed
}

/** @param mayRepeat whether another rule may have its pattern. */
function withoutDuplicates(rules: Iterable<PlacedRule>, mayRepeat: (rule: PlacedRule) => boolean) {
  const unique: PlacedRule[] = []
  const first = new Map<string, PlacedRule>()
  const duplicates: (readonly [rule: PlacedRule, first: PlacedRule])[] = []
  for (const rule of rules) {
    const { methods, tags } = rule.selector
    if (!mayRepeat(rule)) {
      unique.push(rule)
      continue
    }
    const key = JSON.stringify([rule.permission, patternText(rule.selector), methods, tags])
    const same = first.get(key)
    if (same !== undefined) duplicates.push([rule, same])
    else {
      first.set(key, rule)
      unique.push(rule)
    }
  }
  return { unique, duplicates }
}

/** The rules that remain after idle ones are removed one by one, narrow ones before wide ones. */
function essential(unique: readonly PlacedRule[], widers: Widers): ReadonlySet<PlacedRule> {
  const kept = new Set<PlacedRule>()
  const covering = (rule: PlacedRule): readonly number[] | null => {
    const covers = widers(rule)
    return covers.length === 0
      ? null
      : coveringOf(
          rule.selector,
          covers.filter((other) => kept.has(other)),
        )
  }
  for (const permission of PERMISSIONS) {
    const own = unique.filter((rule) => rule.permission === permission)
    const deciding = own.filter((rule) => covering(rule) === null)
    for (const rule of deciding) kept.add(rule)
    // Two different rules never cover each other, so all that are covered by a single one go at once.
    const single = deciding.filter((rule) => covering(rule)?.length === 1)
    for (const rule of single) kept.delete(rule)
    for (const rule of deciding) if (kept.has(rule) && covering(rule) !== null) kept.delete(rule)
  }
  return kept
}

/**
 * @param covers remaining rules that could cover the rule, in order.
 * @returns null if no nearby remaining rules cover it; then the rule is not reported.
 */
function explain(
  { index, permission, selector }: PlacedRule,
  covers: readonly PlacedRule[],
): IdleRule | null {
  const by = (...permissions: readonly Permission[]): readonly number[] | null =>
    coveringOf(
      selector,
      covers.filter((rule) => permissions.includes(rule.permission)),
    )
  const stronger = PERMISSIONS.slice(0, PERMISSIONS.indexOf(permission))
  const denies = permission === 'deny' ? null : by('deny')
  if (denies !== null) {
    const isWider = (rule: PlacedRule): boolean => patternText(rule.selector) !== patternText(selector)
    const isCarveOut = covers.filter((rule) => denies.includes(rule.index)).every(isWider)
    return { rule: index, kind: isCarveOut ? 'carve-out' : 'denied', by: denies }
  }
  const asked = by(...stronger)
  if (asked !== null) return { rule: index, kind: 'asked', by: asked }
  const same = by(...stronger, permission)
  return same === null ? null : { rule: index, kind: 'redundant', by: same }
}
