/**
 * The canonical form: equal for specs that mean the same to the API, so that
 * comparing two of them never shows noise. It serves only to compare; what is
 * sent is what was written (without empties).
 *
 * Source: the server is written in Go and leaves out what is empty ([], "",
 * false, absent are one); operations, tags, groups, toolIds and capabilities
 * are sets; rules are a multiset; the order of routes and of connectors may
 * matter and stays; `match` absent is `any`; methods differ in no case.
 */
import { isPlainlyEqual } from './plainly-equal.ts'
import type { Delivery, Route, Rule, Spec } from './policy.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Fields = { readonly [key: string]: unknown }

const SETS = new Set(['tags', 'groups', 'toolIds', 'capabilities'])

/** A spec in canonical form: sorted keys, no empties, sorted sets, rules sorted. */
export type CanonicalSpec = {
  readonly policies: readonly CanonicalEntry[]
  readonly approvals?: readonly CanonicalEntry[]
}
export type CanonicalEntry = { readonly [key: string]: Json }

/** @param spec any spec, hostile ones included: what is not an object or a list stays what it is. */
export function canonicalSpec(spec: Spec): CanonicalSpec {
  const fields = canonicalFields(spec as unknown as Fields)
  const rules = Array.isArray(fields.policies) ? [...fields.policies] : []
  return { ...fields, policies: rules.sort(byText) } as CanonicalSpec
}

export function canonicalRule(rule: Rule): CanonicalEntry {
  return canonicalFields(rule as unknown as Fields)
}

export function canonicalRoute(route: Route): CanonicalEntry {
  return canonicalFields(route as unknown as Fields)
}

export function canonicalDelivery(delivery: Delivery): CanonicalEntry {
  return canonicalFields(delivery as unknown as Fields)
}

/** Text of a canonical value; equal texts, equal meaning. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

/** Whether two specs mean the same to the API. */
export function isSameSpec(a: Spec | null, b: Spec | null): boolean {
  if (a === null || b === null) return a === b
  // Nearly always live is what was written, word for word.
  if (isPlainlyEqual(a, b)) return true
  return canonicalText(canonicalSpec(a)) === canonicalText(canonicalSpec(b))
}

function canonicalFields(fields: Fields): CanonicalEntry {
  const entries: [string, Json][] = []
  for (const key of Object.keys(fields).sort()) {
    const value = canonicalValue(key, fields[key])
    if (value !== undefined) entries.push([key, value])
  }
  // fromEntries defines own properties, so that a key called __proto__ stays a key.
  return Object.fromEntries(entries)
}

/** @returns undefined for what counts as empty. */
function canonicalValue(key: string, value: unknown): Json | undefined {
  if (isEmpty(key, value)) return undefined
  if (Array.isArray(value)) return canonicalList(key, value)
  if (typeof value === 'object') {
    const fields = canonicalFields(value as Fields)
    return Object.keys(fields).length === 0 ? undefined : fields
  }
  return value as Json
}

function canonicalList(key: string, list: readonly unknown[]): Json {
  if (key === 'operations')
    return sortedSet(list.map((item) => (typeof item === 'string' ? item.toUpperCase() : item)))
  if (SETS.has(key)) return sortedSet(list)
  return list.map((item) => canonicalItem(item))
}

function canonicalItem(item: unknown): Json {
  if (Array.isArray(item)) return item.map(canonicalItem)
  return typeof item === 'object' && item !== null ? canonicalFields(item as Fields) : (item as Json)
}

function sortedSet(list: readonly unknown[]): Json {
  const byKey = new Map(list.map((item) => [canonicalText(item), canonicalItem(item)]))
  return [...byKey.keys()].sort().map((key) => byKey.get(key) ?? null)
}

function isEmpty(key: string, value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  if (key === 'match' && value === 'any') return true
  return Array.isArray(value) && value.length === 0
}

function byText(a: Json, b: Json): number {
  const left = canonicalText(a)
  const right = canonicalText(b)
  return left < right ? -1 : left > right ? 1 : 0
}
