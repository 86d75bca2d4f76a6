/**
 * Behaviour that the API's contract leaves open, to test the client against. It does
 * not change the meaning of a spec, but for `dropped`: a server that drops unknown fields.
 */
import { type Field, fieldAt, fieldsOf, type Level } from '../policy/fields.ts'
import type { Spec } from '../policy/policy.ts'

export interface Quirks {
  /** Names of fields that are not stored, at any depth. */
  readonly dropped: readonly string[]
  /** True if answers have fields of the server's own, at every level. */
  readonly addsFields: boolean
  /** True if answers spell out empty and default values. */
  readonly spellsDefaults: boolean
  /** True if answers show keys, rules and sets in another order. */
  readonly reorders: boolean
  /** True if the list of policies shows no usage. */
  readonly hidesUsage: boolean
  /** True for a server that tells `false` from a missing field. */
  readonly keepsFalse: boolean
  /** Resources that this key may not read, as faults.ts lists them. */
  readonly hidden: readonly string[]
  /** True if dot segments of resources are resolved before they are stored. */
  readonly resolvesDots: boolean
  /** The number of lists after a write until the policy shows as ready; 0: at once. */
  readonly readyAfter: number
  /** Policies that never become ready; 'all': all of them. */
  readonly neverReady: 'all' | readonly string[]
}

export const NO_QUIRKS: Quirks = {
  dropped: [],
  addsFields: false,
  spellsDefaults: false,
  reorders: false,
  hidesUsage: false,
  keepsFalse: false,
  hidden: [],
  resolvesDots: false,
  readyAfter: 0,
  neverReady: [],
}

type Fields = { readonly [key: string]: unknown }

const RULE_DEFAULTS = defaultsOf('rule')
const ROUTE_DEFAULTS = defaultsOf('route')
const APPROVERS_DEFAULTS = defaultsOf('approvers')
const DELIVERY_DEFAULTS = defaultsOf('delivery')

export function stored(spec: Spec, { dropped, resolvesDots }: Quirks): Spec {
  if (dropped.length === 0 && !resolvesDots) return spec
  const kept = (fields: Fields): Fields => pick(fields, (key) => !dropped.includes(key))
  return mapObjects(spec, resolvesDots ? (fields) => withoutDots(kept(fields)) : kept) as Spec
}

/** `https://a.example/x/../y` → `https://a.example/y`; what is not a URL stays. */
function withoutDots(fields: Fields): Fields {
  const { resource } = fields
  if (typeof resource !== 'string' || !/\/\.{1,2}(?:\/|$)/.test(resource) || !URL.canParse(resource))
    return fields
  return { ...fields, resource: new URL(resource).href }
}

export function shown(spec: Spec, quirks: Quirks): unknown {
  let view: unknown = spec
  if (quirks.spellsDefaults) view = withDefaults(spec)
  if (quirks.addsFields) view = mapObjects(view, (fields) => ({ ...fields, x_server: { revision: 7 } }))
  if (quirks.reorders) view = reordered(view, 'spec')
  return view
}

function withDefaults(spec: Spec): unknown {
  const routes = (spec.approvals ?? []).map((route) => ({
    ...ROUTE_DEFAULTS,
    ...route,
    approvers: { ...APPROVERS_DEFAULTS, ...route.approvers },
    delivery: { ...DELIVERY_DEFAULTS, ...route.delivery },
  }))
  return {
    ...spec,
    policies: spec.policies.map((rule) => ({ ...RULE_DEFAULTS, ...rule })),
    approvals: routes,
  }
}

/**
 * Lists the defaults of fields that may be absent at a level. An absent flag is
 * not the same as one that says false.
 */
function defaultsOf(level: Level): Fields {
  const optional = fieldsOf(level).filter(({ isRequired, kind }) => isRequired !== true && kind !== 'flag')
  return Object.fromEntries(optional.map((field) => [field.key, defaultOf(field)]))
}

function defaultOf({ kind, default: said }: Field): unknown {
  if (said !== undefined) return said
  return kind === 'text' ? '' : kind === 'object' ? {} : []
}

/** Reverses keys, and the items of lists without an order. */
function reordered(value: unknown, level: Level | null): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, level))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, child]) => {
    const field = fieldAt(level, key)
    const inner = reordered(child, field?.below ?? null)
    const hasOrder = field?.order !== 'set' && field?.order !== 'multiset'
    return [key, Array.isArray(inner) && !hasOrder ? inner.toReversed() : inner]
  })
  return Object.fromEntries(entries.reverse())
}

function pick(fields: Fields, isKept: (key: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => isKept(key)))
}

/** Applies `map` to every object, innermost first. */
function mapObjects(value: unknown, map: (fields: Fields) => Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, map))
  if (typeof value !== 'object' || value === null) return value
  const mapped = Object.entries(value).map(([key, child]) => [key, mapObjects(child, map)])
  return map(Object.fromEntries(mapped))
}
