/**
 * The plain evaluator: it decides one request by checking the rules one by one. It
 * confirms the results of faster code, so it stays small and independent of the sweep.
 */
import { PERMISSIONS, type Permission, type Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import type { AccessSide } from './access-side.ts'
import { originOfKey } from './origins.ts'
import {
  failedField,
  type NormalRequest,
  normaliseRequest,
  routeMatches,
  routesOf,
  rulesOf,
  type SelectorField,
} from './reading.ts'
import type { Decision, RouteTaken, Vote } from './region.ts'
import { routeTaken } from './route-taken.ts'
import { selectorsOf } from './selectors.ts'

/** A policy that is bound to the agent. */
export interface BoundPolicy {
  readonly name: string
  readonly spec: Spec
}

/** A rule: its policy and its index in `spec.policies`, from 0. */
export interface RuleRef {
  readonly policy: string
  readonly rule: number
}

export interface Decided {
  readonly decision: Decision
  /** The rules that decided; [] if none matches, which denies. */
  readonly because: readonly RuleRef[]
  /** The route of the approval; null if the decision is no approval, or if no route matches. */
  readonly route: RouteTaken | null
}

/** The result of one rule for a request. */
export interface RuleTrace extends RuleRef {
  /** As it is written; one that is no permission has no vote. */
  readonly permission: string
  readonly matched: boolean
  /** The first field that did not match, in the order of the type; null if the rule matched. */
  readonly failed: SelectorField | null
}

/**
 * Decides one request against the policies that are bound to an agent.
 *
 * Rule order never matters: deny beats approval_required beats allow, and a
 * request that no rule matches is denied (docs/access-model.md).
 */
export function decide(request: Request, bound: readonly BoundPolicy[]): Decided {
  const normal = normaliseRequest(request)
  const matching = matchingRules(normal, bound)
  for (const permission of PERMISSIONS) {
    const because = matching.filter((rule) => rule.permission === permission)
    if (because.length === 0) continue
    const route = permission === 'approval_required' ? routeOf(normal, because, bound) : null
    return { decision: permission, because: because.map(({ policy, rule }) => ({ policy, rule })), route }
  }
  return { decision: 'deny', because: [], route: null }
}

/** Computes the vote of one policy alone on a request; null, an absent policy, votes none. */
export function voteOf(request: Request, policy: BoundPolicy | null): Decided & { readonly vote: Vote } {
  const decided = decide(request, policy === null ? [] : [policy])
  return { ...decided, vote: decided.because.length === 0 ? 'none' : decided.decision }
}

/** Every rule, in the order of policy names and rule indexes, with the field that did not match. */
export function traceRules(request: Request, bound: readonly BoundPolicy[]): readonly RuleTrace[] {
  const normal = normaliseRequest(request)
  return byName(bound).flatMap(({ name, spec }) => {
    const selectors = selectorsOf(spec).rules
    return rulesOf(spec).flatMap(({ permission }, rule): RuleTrace[] => {
      const selector = selectors[rule]
      if (selector === undefined) return []
      const failed = failedField(selector, normal)
      return [{ policy: name, rule, permission, matched: failed === null, failed }]
    })
  })
}

/** The policies of an agent on one side; a binding to a missing policy adds none, an unknown agent has none. */
export function policiesOf(side: AccessSide, agent: string): readonly BoundPolicy[] {
  return (side.bindings.get(agent) ?? []).flatMap((name) => {
    const spec = side.policies.get(name)
    return spec === undefined ? [] : [{ name, spec }]
  })
}

type MatchingRule = RuleRef & { readonly permission: Permission }

/** The matching rules, in the order of policy names and rule indexes. */
function matchingRules(request: NormalRequest, bound: readonly BoundPolicy[]): readonly MatchingRule[] {
  const origin = originOfKey(request.url)
  const matching: MatchingRule[] = []
  for (const { name, spec } of byName(bound)) {
    const selectors = selectorsOf(spec)
    for (const rule of selectors.near(request.url, origin)) {
      const selector = selectors.rule(rule)
      const permission = selectors.written[rule]?.permission
      if (selector === undefined || permission === undefined) continue
      if (failedField(selector, request) === null) matching.push({ policy: name, rule, permission })
    }
  }
  return matching
}

/** Picks the first policy by name that requires approval, and the first of its routes that matches. */
function routeOf(
  request: NormalRequest,
  because: readonly RuleRef[],
  bound: readonly BoundPolicy[],
): RouteTaken | null {
  const asking = byName(bound).find(({ name }) => because.some(({ policy }) => policy === name))
  return asking === undefined ? null : firstRoute(request, asking)
}

function firstRoute(request: NormalRequest, { name, spec }: BoundPolicy): RouteTaken | null {
  const selectors = selectorsOf(spec).routes
  for (const [index, route] of routesOf(spec).entries()) {
    const selector = selectors[index]
    if (selector !== undefined && routeMatches(route, selector, request))
      return routeTaken(name, index, route)
  }
  return null
}

function byName(bound: readonly BoundPolicy[]): readonly BoundPolicy[] {
  if (bound.every(({ name }, index) => index === 0 || (bound[index - 1]?.name ?? '') <= name)) return bound
  return [...bound].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
