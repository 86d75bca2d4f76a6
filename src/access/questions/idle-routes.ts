/**
 * Finds routes without effect in their policy. As with rules, a `*` before the end of a
 * pattern is never the reason.
 */
import type { Route, Spec } from '../../policy/policy.ts'
import { coveringOf, mayMeet } from '../compare/covering.ts'
import { routesOf, rulesOf, type Selector, textsOf } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { isForAll } from '../model/written-rules.ts'
import { idleRules, neverDecides } from './idle-rules.ts'

export interface IdleRoute {
  /** Index in `spec.approvals`. */
  readonly route: number
  /** Earlier routes that match all that it matches; []: no approval rule matches its requests. */
  readonly by: readonly number[]
}

export interface PlacedRoute {
  readonly index: number
  readonly route: Route
  readonly selector: Selector
  readonly tools: readonly string[]
  readonly capabilities: readonly string[]
}

/** Results for up to this many routes are computed again, not kept. */
const FEW = 8

const known = new WeakMap<Spec, readonly IdleRoute[]>()
/** The last spec: several checks ask about the same policy in a row. */
let latest: { readonly spec: Spec; readonly idle: readonly IdleRoute[] } | null = null

/** In the order of the routes; kept as long as the spec is, where they are many. */
export function idleRoutes(spec: Spec): readonly IdleRoute[] {
  if (latest?.spec === spec) return latest.idle
  const idle = known.get(spec) ?? findIdle(spec)
  if (routesOf(spec).length > FEW) known.set(spec, idle)
  latest = { spec, idle }
  return idle
}

function findIdle(spec: Spec): readonly IdleRoute[] {
  if (hasOneForAll(spec)) return []
  const routes = placedRoutes(spec)
  if (routes.length === 0) return []
  const asked = askedFor(spec)
  return routes.flatMap((own): IdleRoute[] => {
    if (!asked.some((rule) => meets(rule, own.selector))) return [{ route: own.index, by: [] }]
    if (own.index === 0) return []
    const earlier = routes.filter(({ index }) => index < own.index)
    const by = coveringOf(
      own.selector,
      earlier.filter((other) => coversTools(other, own)),
    )
    return by === null ? [] : [{ route: own.index, by }]
  })
}

/** Tells whether the only route is for every request, and a rule asks for it: nearly every policy is so. */
function hasOneForAll(spec: Spec): boolean {
  const [route, ...others] = routesOf(spec)
  return (
    route !== undefined &&
    others.length === 0 &&
    isForAll(route) &&
    rulesOf(spec).some(({ permission }) => permission === 'approval_required') &&
    idleRules(spec).length === 0
  )
}

export function placedRoutes(spec: Spec): readonly PlacedRoute[] {
  const { routes: selectors } = selectorsOf(spec)
  return routesOf(spec).flatMap((route, index) => {
    const selector = selectors[index]
    const tools = textsOf(route.toolIds)
    return selector === undefined
      ? []
      : [{ index, route, selector, tools, capabilities: textsOf(route.capabilities) }]
  })
}

/** The rules by which a human is asked. */
function askedFor(spec: Spec): readonly Selector[] {
  const written = rulesOf(spec)
  const idle = idleRules(spec)
  const never = new Set(idle.length === 0 ? [] : idle.filter(neverDecides).map(({ rule }) => rule))
  return selectorsOf(spec).rules.filter(
    (_rule, index) => written[index]?.permission === 'approval_required' && !never.has(index),
  )
}

function meets(rule: Selector, route: Selector): boolean {
  return mayMeet(rule, route) && haveCommon(rule.methods, route.methods)
}

/** Tells whether two lists have a common value; an empty list means all. */
export function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((item) => b.includes(item))
}

function covers(wide: readonly string[], narrow: readonly string[]): boolean {
  return wide.length === 0 || (narrow.length > 0 && narrow.every((item) => wide.includes(item)))
}

export function coversTools(wide: PlacedRoute, narrow: PlacedRoute): boolean {
  return covers(wide.tools, narrow.tools) && covers(wide.capabilities, narrow.capabilities)
}
