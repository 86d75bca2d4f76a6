/**
 * Pairs the rules and routes of one spec with those of another. Rules have no
 * order, so they are paired for the fewest differences and not by position; routes
 * are paired by their names. The code that shows a change and the code that edits
 * a file for it use the same pairs.
 */

import { canonicalRoute, canonicalRule, canonicalText } from '../policy/canonical.ts'
import { groupBy } from '../policy/group-by.ts'
import type { Route, Rule, Spec } from '../policy/policy.ts'
import { routeLabel } from '../policy/route-label.ts'
import { pairCheapest } from './pair-cheapest.ts'

type Fields = { readonly [key: string]: unknown }

export interface SpecEntry {
  /** Position in its list, from 0. */
  readonly index: number
  /** `rule 2`, `route NAME`. */
  readonly label: string
  /** Canonical form. */
  readonly fields: Fields
  /** Canonical text of each field, and of the whole entry. */
  readonly texts: ReadonlyMap<string, string>
  readonly text: string
}

/** null on the side that has no such entry. */
export interface Pair {
  readonly before: SpecEntry | null
  readonly after: SpecEntry | null
}

/** Two rules with more differing fields than this count as one removed and one added. */
const MOST_DIFFERENCES = 2

/** @returns pairs in the order of `after`; removed entries come last. Other fields of the spec are ignored. */
export function pairRules(before: Spec | null, after: Spec | null): readonly Pair[] {
  return pairUp(rulesOf(before), rulesOf(after), (a, b) => {
    const count = differingKeys(a.texts, b.texts).length
    return count > MOST_DIFFERENCES ? Number.POSITIVE_INFINITY : count
  })
}

/** Does the same for routes. A route with a new name and no other difference was renamed. */
export function pairRoutes(before: Spec | null, after: Spec | null): readonly Pair[] {
  return pairUp(routesOf(before), routesOf(after), (a, b) => {
    if (a.label === b.label) return 1
    return differingKeys(a.texts, b.texts).length === 1 ? 2 : Number.POSITIVE_INFINITY
  })
}

function rulesOf(spec: Spec | null): readonly SpecEntry[] {
  return entriesOf(spec?.policies, (rule, index) => [`rule ${index}`, canonicalRule(rule as Rule)])
}

function routesOf(spec: Spec | null): readonly SpecEntry[] {
  return entriesOf(spec?.approvals, (route, index) => {
    const fields = canonicalRoute(route as Route)
    return [`route ${routeLabel(fields, index)}`, fields]
  })
}

function entriesOf(
  list: unknown,
  read: (item: object, index: number) => [string, Fields],
): readonly SpecEntry[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : []
  return items.map((item, index) => {
    const [label, fields] = read(typeof item === 'object' && item !== null ? item : {}, index)
    return { index, label, fields, texts: fieldTextsOf(fields), text: canonicalText(fields) }
  })
}

/** Pairs equal entries first, then the cheapest pairs; the others stay alone. Sorted by position, removed entries last. */
function pairUp(
  before: readonly SpecEntry[],
  after: readonly SpecEntry[],
  cost: (a: SpecEntry, b: SpecEntry) => number,
): readonly Pair[] {
  const { equal, old, now } = takeEqual(before, after)
  const pairs = pairCheapest({
    rows: old.length,
    columns: now.length,
    cost: (row, column) => {
      const [a, b] = [old[row], now[column]]
      return a === undefined || b === undefined ? Number.POSITIVE_INFINITY : cost(a, b)
    },
    unpaired: MOST_DIFFERENCES + 2,
  })
  const matches = new Map(pairs.map(([row, column]) => [column, row]))
  const paired = new Set(matches.values())
  const gone = old.filter((_, row) => !paired.has(row))
  const come = now.map((entry, column): Pair => {
    const row = matches.get(column)
    return { before: row === undefined ? null : (old[row] ?? null), after: entry }
  })
  const standing = [...equal, ...come].sort((a, b) => (a.after?.index ?? 0) - (b.after?.index ?? 0))
  return [...standing, ...gone.map((entry) => ({ before: entry, after: null }))]
}

function takeEqual(before: readonly SpecEntry[], after: readonly SpecEntry[]) {
  const byText: ReadonlyMap<string, SpecEntry[]> = groupBy(before, ({ text }) => text)
  const equal: Pair[] = []
  const now: SpecEntry[] = []
  for (const entry of after) {
    const match = byText.get(entry.text)?.shift()
    if (match === undefined) now.push(entry)
    else equal.push({ before: match, after: entry })
  }
  const old = [...byText.values()].flat().sort((a, b) => a.index - b.index)
  return { equal, old, now }
}

/** Canonical text of each field. */
export function fieldTextsOf(fields: Fields): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields).map(([key, value]) => [key, canonicalText(value)]))
}

export function differingKeys(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const keys = [...before.keys()].filter((key) => before.get(key) !== after.get(key))
  for (const key of after.keys()) if (!before.has(key)) keys.push(key)
  return keys
}
