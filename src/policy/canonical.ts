/**
 * The canonical form: equal for specs that mean the same to the API, so that
 * comparing two of them never shows noise. It serves only to compare; what is
 * sent is what was written (without empties).
 *
 * Source: the server is written in Go and leaves out what is empty ([], "" and
 * absent are one). Which lists are sets, what a missing field means and which
 * letters have no case says the table of fields (the schema's `x-order`,
 * `default` and `x-case`). A flag that says false is not one that is absent,
 * which takes the workspace's default; what a server does not show of that,
 * `liveAsKnown` fills in. A field that the schema does not know is compared as
 * it stands, empties and false apart.
 */
import { canonicalDuration } from './duration.ts'
import { type Field, fieldAt, type Level } from './fields.ts'
import { isPlainlyEqual } from './plainly-equal.ts'
import type { Delivery, Route, Rule, Spec } from './policy.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Fields = { readonly [key: string]: unknown }

/** A spec in canonical form: sorted keys, no empties, sorted sets, rules sorted. */
export type CanonicalSpec = {
  readonly policies: readonly CanonicalEntry[]
  readonly approvals?: readonly CanonicalEntry[]
}
export type CanonicalEntry = { readonly [key: string]: Json }

/** @param spec any spec, hostile ones included: what is not an object or a list stays what it is. */
export function canonicalSpec(spec: Spec): CanonicalSpec {
  const fields = canonicalFields('spec', spec as unknown as Fields)
  return { ...fields, policies: Array.isArray(fields.policies) ? fields.policies : [] } as CanonicalSpec
}

export function canonicalRule(rule: Rule): CanonicalEntry {
  return canonicalFields('rule', rule as unknown as Fields)
}

export function canonicalRoute(route: Route): CanonicalEntry {
  return canonicalFields('route', route as unknown as Fields)
}

export function canonicalDelivery(delivery: Delivery): CanonicalEntry {
  return canonicalFields('delivery', delivery as unknown as Fields)
}

/**
 * One field in canonical form.
 *
 * @param level of the object that has it; null: the schema does not know what that is.
 * @returns undefined for what counts as empty.
 */
export function canonicalField(level: Level | null, key: string, value: unknown): Json | undefined {
  const field = fieldAt(level, key)
  if (isEmpty(field, value)) return undefined
  if (Array.isArray(value)) return canonicalList(field, value)
  if (typeof value === 'object') {
    const fields = canonicalFields(field?.below ?? null, value as Fields)
    return Object.keys(fields).length === 0 ? undefined : fields
  }
  if (level === 'route' && key === 'defaultDuration' && typeof value === 'string')
    return canonicalDuration(value)
  return value as Json
}

/** Text of a canonical value; equal texts, equal meaning. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

const known = new WeakMap<Spec, string>()

/** Text of the canonical form; kept as long as the spec is, since specs never change in place. */
export function specText(spec: Spec): string {
  const found = known.get(spec)
  if (found !== undefined) return found
  const text = canonicalText(canonicalSpec(spec))
  // A server may send anything in the place of a spec.
  if (typeof spec === 'object') known.set(spec, text)
  return text
}

/** Tells whether two specs mean the same to the API. */
export function isSameSpec(a: Spec | null, b: Spec | null): boolean {
  if (a === null || b === null) return a === b
  // Nearly always live is what was written, word for word.
  if (isPlainlyEqual(a, b)) return true
  return specText(a) === specText(b)
}

function canonicalFields(level: Level | null, fields: Fields): CanonicalEntry {
  const entries: [string, Json][] = []
  for (const key of Object.keys(fields).sort()) {
    if (saysNothing({ level, key }, fields)) continue
    const value = canonicalField(level, key, fields[key])
    if (value !== undefined) entries.push([key, value])
  }
  // fromEntries defines own properties, so that a key called __proto__ stays a key.
  return Object.fromEntries(entries)
}

/**
 * Tells whether a field has no effect beside the others, whatever its value. For
 * example, 'any one of' and 'all of' a single group mean the same, and so do
 * they for no group.
 */
export function saysNothing(
  { level, key }: { readonly level: Level | null; readonly key: string },
  { groups }: Fields,
): boolean {
  return level === 'approvers' && key === 'match' && isAtMostOne(groups)
}

/** Groups that are not there are none, as an empty list is. */
function isAtMostOne(groups: unknown): boolean {
  return groups === undefined || groups === null || (Array.isArray(groups) && new Set(groups).size <= 1)
}

function canonicalList(field: Field | null, list: readonly unknown[]): Json {
  const items = list.map((item) => canonicalItem(field, item))
  if (field?.order === 'set') return byText(new Map(items.map((item) => [canonicalText(item), item])))
  return field?.order === 'multiset' ? byText(items.map((item) => [canonicalText(item), item])) : items
}

function canonicalItem(field: Field | null, item: unknown): Json {
  if (Array.isArray(item)) return item.map((inner) => canonicalItem(null, inner))
  if (typeof item === 'object' && item !== null) return canonicalFields(field?.below ?? null, item as Fields)
  return field?.isCaseFree === true && typeof item === 'string' ? item.toUpperCase() : (item as Json)
}

function isEmpty(field: Field | null, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (value === false) return field?.kind !== 'flag'
  if (field?.default !== undefined && value === field.default) return true
  return Array.isArray(value) && value.length === 0
}

/** @param keyed values with their texts, each worked out once. */
function byText(keyed: Iterable<readonly [text: string, value: Json]>): readonly Json[] {
  return [...keyed]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, value]) => value)
}
