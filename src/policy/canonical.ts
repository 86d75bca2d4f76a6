/**
 * The canonical form is equal for specs that mean the same to the API, so that a
 * comparison never shows noise. It serves only to compare: requests send the spec
 * as it was written, without empties.
 *
 * The server is written in Go and leaves out empty values ([], "" and absent are
 * one). The table of fields says which lists are sets, what a missing field means
 * and which values ignore case (the schema's `x-order`, `default` and `x-case`).
 * A flag that is false is not the same as an absent one, which takes the
 * workspace's default; `liveAsKnown` fills in a false that the server does not
 * show. A field that the schema does not know is compared as it is, without
 * empties and false.
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

/** @param spec any value in the place of a spec, also a hostile one: a value that is neither object nor list stays as it is. */
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
 * The value of one field in canonical form.
 *
 * @param level of the object that has the field; null: the schema does not know the object.
 * @returns undefined for a value that counts as empty.
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

/** Text of a canonical value; values with equal texts mean the same. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

const known = new WeakMap<Spec, string>()

/** Text of the canonical form. It is kept as long as the spec, which never changes in place. */
export function specText(spec: Spec): string {
  const found = known.get(spec)
  if (found !== undefined) return found
  const text = canonicalText(canonicalSpec(spec))
  // A server may send anything in the place of a spec, and a WeakMap takes only objects.
  if (typeof spec === 'object') known.set(spec, text)
  return text
}

/** Tells whether two specs mean the same to the API. */
export function isSameSpec(a: Spec | null, b: Spec | null): boolean {
  if (a === null || b === null) return a === b
  // Usually live is word for word what was written.
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
 * Tells whether a field has no effect, whatever its value, because of the other
 * fields: 'any one of' and 'all of' mean the same for a single group, and for none.
 */
export function saysNothing(
  { level, key }: { readonly level: Level | null; readonly key: string },
  { groups }: Fields,
): boolean {
  return level === 'approvers' && key === 'match' && isAtMostOne(groups)
}

/** Absent groups count as an empty list. */
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

/** Sorts values by their texts. @param keyed values with their texts, so that each text is made once. */
function byText(keyed: Iterable<readonly [text: string, value: Json]>): readonly Json[] {
  return [...keyed]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, value]) => value)
}
