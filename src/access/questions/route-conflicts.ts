/**
 * Finds conflicting routes: which of the two is taken depends only on their order. As
 * with rules, a `*` before the end of a pattern is never the reason.
 */
import type { Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { coveringOf, mayMeet } from '../compare/covering.ts'
import { isEmptySet, someUrl, urlSet, within } from '../compare/url-set.ts'
import { voteOf } from '../model/decide.ts'
import { Effort } from '../model/effort.ts'
import { methodSpace, otherMethod } from '../model/method-space.ts'
import { patternText } from '../model/pattern.ts'
import { METHODS, routesOf, rulesOf, type Selector } from '../model/reading.ts'
import { isSameApproval, routeTaken } from '../model/route-taken.ts'
import { selectorsOf } from '../model/selectors.ts'
import { coversTools, haveCommon, idleRoutes, type PlacedRoute, placedRoutes } from './idle-routes.ts'
import { idleRules, neverDecides } from './idle-rules.ts'

export interface RouteConflict {
  /** The route that is taken, since it comes first. */
  readonly first: number
  readonly second: number
  /** A request that both match, confirmed by the plain evaluator. */
  readonly witness: Request
}

/**
 * For each route the first one before it with which it conflicts: neither is
 * an exception of the other, and they ask different people.
 *
 * @param name of the policy, for messages. @throws PolicyctlError policies-entangled
 */
export function routeConflicts(spec: Spec, name = 'this policy'): readonly RouteConflict[] {
  if (routesOf(spec).length < 2) return []
  const idle = new Set(idleRoutes(spec).map(({ route }) => route))
  const routes = placedRoutes(spec).filter(({ index }) => !idle.has(index))
  const asked = askedIn(spec, name)
  return routes.flatMap((second, position) => {
    for (const first of routes.slice(0, position)) {
      asked.effort.spend(1)
      const witness = isOpenConflict(first, second) ? conflictAt(asked, first, second) : null
      if (witness !== null) return [{ first: first.index, second: second.index, witness }]
    }
    return []
  })
}

interface Asked {
  readonly spec: Spec
  readonly routes: readonly PlacedRoute[]
  readonly denies: readonly Selector[]
  readonly approvals: readonly Selector[]
  readonly effort: Effort
}

function askedIn(spec: Spec, name: string): Asked {
  const { rules } = selectorsOf(spec)
  const written = rulesOf(spec)
  const never = new Set(
    idleRules(spec)
      .filter(neverDecides)
      .map(({ rule }) => rule),
  )
  const having = (permission: string): readonly Selector[] =>
    rules.filter((_selector, index) => written[index]?.permission === permission && !never.has(index))
  const denies = having('deny')
  const effort = new Effort([name])
  const approvals = having('approval_required').filter((rule) => !isDenied(rule, denies, effort))
  return { spec, routes: placedRoutes(spec), denies, approvals, effort }
}

/**
 * Tells whether denies for every tool cover a rule: another check reports that once, and
 * not for each pair of routes.
 */
function isDenied(rule: Selector, denies: readonly Selector[], effort: Effort): boolean {
  const always = denies.filter(({ methods, tags }) => tags.length === 0 && includesAll(methods, rule.methods))
  effort.spend(denies.length)
  return isEmptySet(urlSet([patternText(rule)], always.map(patternText), effort))
}

/** Tells whether the first list includes the second; an empty list means all methods. */
function includesAll(wide: readonly string[], narrow: readonly string[]): boolean {
  return wide.length === 0 || (narrow.length > 0 && narrow.every((method) => wide.includes(method)))
}

function isOpenConflict(a: PlacedRoute, b: PlacedRoute): boolean {
  if (a.selector.glob !== null || b.selector.glob !== null) return false
  if (!mayMeet(a.selector, b.selector) || !haveCommon(a.selector.methods, b.selector.methods)) return false
  if (!mayShareTool(a, b) || coversRoute(a, b) || coversRoute(b, a)) return false
  return !isSameApproval(routeTaken('', 0, a.route), routeTaken('', 0, b.route))
}

function coversRoute(wide: PlacedRoute, narrow: PlacedRoute): boolean {
  return coversTools(wide, narrow) && coveringOf(narrow.selector, [wide]) !== null
}

/**
 * Tells whether a tool may match both. No policy says which URLs a tool calls,
 * and which tags and capabilities it has: if one route is for tools and the
 * other for something that only some tools have, nobody may ever match both.
 */
function mayShareTool(a: PlacedRoute, b: PlacedRoute): boolean {
  const pairs: readonly (readonly [readonly string[], readonly string[]])[] = [
    [a.tools, b.tools],
    [a.capabilities, b.capabilities],
    [a.selector.tags, b.selector.tags],
  ]
  if (!pairs.every(([left, right]) => haveCommon(left, right))) return false
  return isSameOrMethodsOnly(a, b) && isSameOrMethodsOnly(b, a)
}

/** Tells whether `b` says of tools what `a` says, or says nothing but methods. */
function isSameOrMethodsOnly(a: PlacedRoute, b: PlacedRoute): boolean {
  const saysMore =
    (a.tools.length > 0 && b.tools.length === 0) ||
    (a.capabilities.length > 0 && b.capabilities.length === 0) ||
    (a.selector.tags.length > 0 && b.selector.tags.length === 0)
  if (!saysMore) return true
  const isAnyUrl = b.selector.key === '' && !b.selector.isExact
  return isAnyUrl && b.tools.length + b.capabilities.length + b.selector.tags.length === 0
}

function conflictAt(asked: Asked, first: PlacedRoute, second: PlacedRoute): Request | null {
  for (const rule of asked.approvals) {
    asked.effort.spend(1)
    if (!mayMeet(rule, first.selector) || !mayMeet(rule, second.selector)) continue
    const pair = { first, second, meeting: [rule, first.selector, second.selector] }
    for (const call of callsFor(pair, asked)) {
      const found = witnessIn(asked, pair, call)
      if (found !== null) return found
    }
  }
  return null
}

/** More tags on a tool never take a deny or a route away: one of the routes' and one of the rule's is enough. */
function* callsFor({ first, second, meeting }: Meeting, asked: Asked): Iterable<Call> {
  for (const method of sharedMethods(meeting, asked))
    for (const tags of tagSets(meeting))
      for (const tool of choices(first.tools, second.tools))
        for (const capability of choices(first.capabilities, second.capabilities))
          yield { method, tags, tool, capability }
}

type Call = Omit<Request, 'url'>

interface Meeting {
  readonly first: PlacedRoute
  readonly second: PlacedRoute
  /** The rule that asks and both routes: what all of them match is looked for. */
  readonly meeting: readonly Selector[]
}

function witnessIn(
  { spec, routes, denies, effort }: Asked,
  { first, second, meeting }: Meeting,
  call: Call,
): Request | null {
  const earlier = routes.filter((route) => route.index < first.index && isForTool(route, call))
  const others = [...denies, ...earlier.map(({ selector }) => selector)]
  effort.spend(others.length * 2)
  const [rule, ...patterns] = meeting.map(patternText)
  const except = others.filter((selector) => holds(selector, call)).map(patternText)
  const urls = patterns.reduce(
    (set, pattern) => within(set, pattern, effort),
    urlSet(rule === undefined ? [] : [rule], except, effort),
  )
  const url = someUrl(urls, effort)
  if (url === null) return null
  const approvals = [first.route, second.route]
  const { vote, route } = voteOf({ ...call, url }, { name: 'policy', spec: { ...spec, approvals } })
  return vote === 'approval_required' && route?.route === 0 ? { ...call, url } : null
}

/** Methods that all of them have; where all have every method, one that stands for them. */
function sharedMethods(selectors: readonly Selector[], { denies, routes }: Asked): readonly string[] {
  const named = selectors.filter(({ methods }) => methods.length > 0)
  const { customs } = methodSpace([...selectors, ...denies, ...routes.map(({ selector }) => selector)])
  const all = [...METHODS, ...customs]
  if (named.length > 0) return all.filter((method) => named.every(({ methods }) => methods.includes(method)))
  return [...all, otherMethod(customs)]
}

/** Lists the sets with one tag of each selector, as few as possible. */
function tagSets(selectors: readonly Selector[]): readonly (readonly string[])[] {
  let sets: readonly (readonly string[])[] = [[]]
  for (const { tags } of selectors)
    if (tags.length > 0)
      sets = sets.flatMap((set) =>
        set.some((tag) => tags.includes(tag)) ? [set] : tags.map((tag) => [...set, tag]),
      )
  return sets.map((set) => [...set].sort())
}

/** Returns the values that both allow, null for none. */
function choices(a: readonly string[], b: readonly string[]): readonly (string | null)[] {
  if (a.length === 0 && b.length === 0) return [null]
  return a.length === 0 ? b : b.length === 0 ? a : a.filter((item) => b.includes(item))
}

function isForTool({ tools, capabilities }: PlacedRoute, call: Call): boolean {
  const isAmong = (wanted: readonly string[], actual: string | null): boolean =>
    wanted.length === 0 || (actual !== null && wanted.includes(actual))
  return isAmong(tools, call.tool) && isAmong(capabilities, call.capability)
}

function holds({ methods, tags }: Selector, call: Call): boolean {
  if (methods.length > 0 && !methods.includes(call.method)) return false
  return tags.length === 0 || tags.some((tag) => call.tags.includes(tag))
}
