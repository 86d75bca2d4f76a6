/**
 * The differences of two specs, field by field, as `diff`, `drift` and the
 * texts of a plan show them. Compared in canonical form, so that what means
 * the same never shows; rules are a multiset, so they are paired for the
 * fewest differences and not by position.
 */
import { canonicalRoute, canonicalRule, canonicalSpec, canonicalText } from '../policy/canonical.ts'
import type { Route, Rule, Spec } from '../policy/policy.ts'
import { pairCheapest } from './pair-cheapest.ts'

/**
 * - path: `rule 2` (added or removed), `rule 2 permission`, `route NAME`, `route NAME approvers`,
 *   `routes` (their order), or a field of the spec that is neither. Rules count from 0: in the
 *   new spec, and in the old one where the rule is gone.
 * - before, after: the canonical value, null where absent.
 */
export interface FieldChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** null stands for an absent policy. */
export function fieldChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  return [...ruleChanges(before, after), ...routeChanges(before, after), ...otherChanges(before, after)]
}

type Fields = { readonly [key: string]: unknown }

interface Entry {
  readonly index: number
  readonly label: string
  readonly fields: Fields
  /** Canonical text of each field, and of all. */
  readonly texts: ReadonlyMap<string, string>
  readonly text: string
}

interface Pair {
  readonly before: Entry | null
  readonly after: Entry | null
}

/** A pair of rules with more differing fields than this is one gone and another come. */
const MOST_DIFFERENCES = 2

function ruleChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  const pairs = pairUp(rulesOf(before), rulesOf(after), (a, b) => {
    const count = differingKeys(a.texts, b.texts).length
    return count > MOST_DIFFERENCES ? Number.POSITIVE_INFINITY : count
  })
  return pairs.flatMap(changesOfPair)
}

/** Routes are known by their names; one with a new name and nothing else new was renamed. */
function routeChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  const [old, now] = [routesOf(before), routesOf(after)]
  const pairs = pairUp(old, now, (a, b) => {
    if (a.label === b.label) return 1
    return differingKeys(a.texts, b.texts).length === 1 ? 2 : Number.POSITIVE_INFINITY
  })
  const kept = pairs.flatMap((pair) =>
    pair.before && pair.after ? [{ from: pair.before, to: pair.after }] : [],
  )
  const isMoved = kept.some(({ from }, position) => from.index < (kept[position - 1]?.from.index ?? -1))
  const names = (entries: readonly Entry[]): readonly unknown[] =>
    entries.map(({ fields }) => fields.name ?? null)
  const order = isMoved ? [{ path: 'routes', before: names(old), after: names(now) }] : []
  return [...pairs.flatMap(changesOfPair), ...order]
}

/** What neither the schema nor this tool knows, but a file or the ledger names. */
function otherChanges(before: Spec | null, after: Spec | null): readonly FieldChange[] {
  const [a, b] = [before, after].map((spec) => {
    const { policies: _rules, approvals: _routes, ...rest } = spec === null ? emptySpec : canonicalSpec(spec)
    return rest as Fields
  })
  return changesOfFields('', a ?? {}, b ?? {})
}

const emptySpec = { policies: [], approvals: [] }

function rulesOf(spec: Spec | null): readonly Entry[] {
  return entriesOf(spec?.policies, (rule, index) => [`rule ${index}`, canonicalRule(rule as Rule)])
}

function routesOf(spec: Spec | null): readonly Entry[] {
  return entriesOf(spec?.approvals, (route, index) => {
    const fields = canonicalRoute(route as Route)
    return [`route ${typeof fields.name === 'string' ? fields.name : index}`, fields]
  })
}

function entriesOf(list: unknown, read: (item: object, index: number) => [string, Fields]): readonly Entry[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : []
  return items.map((item, index) => {
    const [label, fields] = read(typeof item === 'object' && item !== null ? item : {}, index)
    return { index, label, fields, texts: textsOf(fields), text: canonicalText(fields) }
  })
}

/** Equal entries pair first, then the cheapest pairs; the rest stays alone. Sorted by position, gone ones last. */
function pairUp(
  before: readonly Entry[],
  after: readonly Entry[],
  cost: (a: Entry, b: Entry) => number,
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

function takeEqual(before: readonly Entry[], after: readonly Entry[]) {
  const byText = new Map<string, Entry[]>()
  for (const entry of before) {
    const same = byText.get(entry.text)
    if (same === undefined) byText.set(entry.text, [entry])
    else same.push(entry)
  }
  const equal: Pair[] = []
  const now: Entry[] = []
  for (const entry of after) {
    const match = byText.get(entry.text)?.shift()
    if (match === undefined) now.push(entry)
    else equal.push({ before: match, after: entry })
  }
  const old = [...byText.values()].flat().sort((a, b) => a.index - b.index)
  return { equal, old, now }
}

function changesOfPair({ before, after }: Pair): readonly FieldChange[] {
  if (before !== null && after !== null)
    return changesOfFields(`${after.label} `, before.fields, after.fields)
  const path = after?.label ?? before?.label ?? ''
  return [{ path, before: before?.fields ?? null, after: after?.fields ?? null }]
}

function changesOfFields(prefix: string, before: Fields, after: Fields): readonly FieldChange[] {
  return differingKeys(textsOf(before), textsOf(after)).map((key) => ({
    path: `${prefix}${key}`,
    before: before[key] ?? null,
    after: after[key] ?? null,
  }))
}

function textsOf(fields: Fields): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields).map(([key, value]) => [key, canonicalText(value)]))
}

function differingKeys(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const keys = [...before.keys()].filter((key) => before.get(key) !== after.get(key))
  for (const key of after.keys()) if (!before.has(key)) keys.push(key)
  return keys
}
