/**
 * Routes that do nothing in their policy, and routes that stand in each
 * other's way. As with rules, a `*` before the end of a pattern never counts
 * against a route.
 */
import type { Route, Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { regionsOf } from '../compare/compare.ts'
import { coveringOf, mayMeet } from '../compare/covering.ts'
import { policyOnSides } from '../model/policy-on-sides.ts'
import { routesOf, rulesOf, type Selector, textsOf } from '../model/reading.ts'
import { isSameApproval, routeTaken } from '../model/route-taken.ts'
import { selectorsOf } from '../model/selectors.ts'
import { idleRules, neverDecides } from './idle-rules.ts'

export interface IdleRoute {
  /** Index in `spec.approvals`. */
  readonly route: number
  /** Earlier routes that take all that it matches; empty: no approval reaches it. */
  readonly by: readonly number[]
}

export interface RouteConflict {
  /** The one that is asked, since it stands first. */
  readonly first: number
  readonly second: number
  /** A request that both match, confirmed by the plain evaluator. */
  readonly witness: Request
}

interface PlacedRoute {
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

/** Each pair is looked at; policies of people have a handful of routes. */
const MAX_ROUTES = 100

/** Pairs of which neither is an exception of the other, and which ask different people. */
export function routeConflicts(spec: Spec): readonly RouteConflict[] {
  const { length } = routesOf(spec)
  if (length < 2 || length > MAX_ROUTES) return []
  const idle = new Set(idleRoutes(spec).map(({ route }) => route))
  const routes = placedRoutes(spec).filter(({ index }) => !idle.has(index))
  return routes.flatMap((second, position) =>
    routes.slice(0, position).flatMap((first): RouteConflict[] => {
      const witness = isOpenConflict(first, second) ? conflictAt(spec, first, second) : null
      return witness === null ? [] : [{ first: first.index, second: second.index, witness }]
    }),
  )
}

function placedRoutes(spec: Spec): readonly PlacedRoute[] {
  const { routes: selectors } = selectorsOf(spec)
  return routesOf(spec).flatMap((route, index) => {
    const selector = selectors[index]
    const tools = textsOf(route.toolIds)
    return selector === undefined
      ? []
      : [{ index, route, selector, tools, capabilities: textsOf(route.capabilities) }]
  })
}

/** Whether some request that the policy asks for may match the route. */
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
    return mayMeet(rule, selector) && meet(rule.methods, selector.methods)
  })
}

/** Sets that are empty hold for everything. */
function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((item) => b.includes(item))
}

function covers(wide: readonly string[], narrow: readonly string[]): boolean {
  return wide.length === 0 || (narrow.length > 0 && narrow.every((item) => wide.includes(item)))
}

function coversTools(wide: PlacedRoute, narrow: PlacedRoute): boolean {
  return covers(wide.tools, narrow.tools) && covers(wide.capabilities, narrow.capabilities)
}

function coversRoute(wide: PlacedRoute, narrow: PlacedRoute): boolean {
  return coversTools(wide, narrow) && coveringOf(narrow.selector, [wide]) !== null
}

function isOpenConflict(a: PlacedRoute, b: PlacedRoute): boolean {
  if (a.selector.glob !== null || b.selector.glob !== null) return false
  if (!mayMeet(a.selector, b.selector) || !meet(a.selector.methods, b.selector.methods)) return false
  if (!mayShareTool(a, b) || coversRoute(a, b) || coversRoute(b, a)) return false
  return !isSameApproval(routeTaken('', 0, a.route), routeTaken('', 0, b.route))
}

/**
 * Which URLs a tool calls, and which tags and capabilities it has, stands in
 * no policy: where one route is for tools and the other for something that
 * only some tools have, nobody may ever match both.
 */
function mayShareTool(a: PlacedRoute, b: PlacedRoute): boolean {
  const pairs: readonly (readonly [readonly string[], readonly string[]])[] = [
    [a.tools, b.tools],
    [a.capabilities, b.capabilities],
    [a.selector.tags, b.selector.tags],
  ]
  if (!pairs.every(([left, right]) => meet(left, right))) return false
  return isSameOrMethodsOnly(a, b) && isSameOrMethodsOnly(b, a)
}

/** What `a` says of tools, `b` says too; or `b` says nothing but methods. */
function isSameOrMethodsOnly(a: PlacedRoute, b: PlacedRoute): boolean {
  const saysMore =
    (a.tools.length > 0 && b.tools.length === 0) ||
    (a.capabilities.length > 0 && b.capabilities.length === 0) ||
    (a.selector.tags.length > 0 && b.selector.tags.length === 0)
  if (!saysMore) return true
  const isAnyUrl = b.selector.key === '' && !b.selector.isExact
  return isAnyUrl && b.tools.length + b.capabilities.length + b.selector.tags.length === 0
}

/** Swaps the two and looks whether anybody would be asked otherwise. */
function conflictAt(spec: Spec, first: PlacedRoute, second: PlacedRoute): Request | null {
  const earlier = routesOf(spec).slice(0, first.index)
  const rules = rulesOf(spec).filter(({ permission }) => permission !== 'allow')
  const withRoutes = (...routes: readonly PlacedRoute[]): Spec => ({
    policies: rules,
    approvals: [...earlier, ...routes.map(({ route }) => route)],
  })
  const policy = policyOnSides('policy', withRoutes(first, second), withRoutes(second, first))
  const regions = regionsOf([{ agents: [], policies: [policy] }])
  return regions.find(({ exact }) => exact)?.witness ?? null
}
