/**
 * Routes that do nothing in their policy. As with rules, a `*` before the end
 * of a pattern never counts against a route.
 */
import type { Route, Spec } from '../../policy/policy.ts'
import { coveringOf, mayMeet } from '../compare/covering.ts'
import { routesOf, rulesOf, type Selector, textsOf } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { idleRules, neverDecides } from './idle-rules.ts'

export interface IdleRoute {
  /** Index in `spec.approvals`. */
  readonly route: number
  /** Earlier routes that take all that it matches; empty: no approval reaches it. */
  readonly by: readonly number[]
}

export interface PlacedRoute {
  readonly index: number
  readonly route: Route
  readonly selector: Selector
  readonly tools: readonly string[]
  readonly capabilities: readonly string[]
}

const known = new WeakMap<Spec, readonly IdleRoute[]>()

/** In the order of the routes; kept as long as the spec is. */
export function idleRoutes(spec: Spec): readonly IdleRoute[] {
  const found = known.get(spec)
  if (found !== undefined) return found
  const idle = findIdle(spec)
  known.set(spec, idle)
  return idle
}

function findIdle(spec: Spec): readonly IdleRoute[] {
  const routes = placedRoutes(spec)
  return routes.flatMap((own): IdleRoute[] => {
    if (!isReached(spec, own)) return [{ route: own.index, by: [] }]
    const earlier = routes.filter(({ index }) => index < own.index)
    const by = coveringOf(
      own.selector,
      earlier.filter((other) => coversTools(other, own)),
    )
    return by === null ? [] : [{ route: own.index, by }]
  })
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

/** Tells whether some request that the policy asks for may match the route. */
function isReached(spec: Spec, { selector }: PlacedRoute): boolean {
  const { rules: selectors } = selectorsOf(spec)
  const never = new Set(
    idleRules(spec)
      .filter(neverDecides)
      .map(({ rule }) => rule),
  )
  return rulesOf(spec).some(({ permission }, index) => {
    const rule = selectors[index]
    if (permission !== 'approval_required' || rule === undefined || never.has(index)) return false
    return mayMeet(rule, selector) && haveCommon(rule.methods, selector.methods)
  })
}

/** Sets that are empty hold for everything. */
export function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((item) => b.includes(item))
}

function covers(wide: readonly string[], narrow: readonly string[]): boolean {
  return wide.length === 0 || (narrow.length > 0 && narrow.every((item) => wide.includes(item)))
}

export function coversTools(wide: PlacedRoute, narrow: PlacedRoute): boolean {
  return covers(wide.tools, narrow.tools) && covers(wide.capabilities, narrow.capabilities)
}
