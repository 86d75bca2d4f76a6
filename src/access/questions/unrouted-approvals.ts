/**
 * Approvals that nobody is asked for: requests that a policy sends to a human
 * and that no route of it takes. Which tools and capabilities call which URLs
 * stands in no policy, so a route for some of them counts as one for all: what
 * is reported here holds for every tool.
 */
import type { Route, Rule, Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { regionsOf } from '../compare/compare.ts'
import { coveringOf } from '../compare/covering.ts'
import { policyOnSides } from '../model/policy-on-sides.ts'
import { routesOf, rulesOf } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { idleRules, neverDecides } from './idle-rules.ts'

export interface UnroutedApproval {
  /** Index of the rule that asks. */
  readonly rule: number
  /** A request that it asks for and that no route takes, confirmed by the plain evaluator. */
  readonly witness: Request
}

export function unroutedApprovals(spec: Spec): readonly UnroutedApproval[] {
  const rules = rulesOf(spec)
  const never = new Set(
    idleRules(spec)
      .filter(neverDecides)
      .map(({ rule }) => rule),
  )
  return [...rules.keys()].flatMap((index) => {
    if (rules[index]?.permission !== 'approval_required' || never.has(index)) return []
    const witness = isRouted(spec, index) ? null : gapOf(spec, index)
    return witness === null ? [] : [{ rule: index, witness }]
  })
}

/** What most policies are: one route, or a last one, for everything. */
function isRouted(spec: Spec, rule: number): boolean {
  const { rules, routes } = selectorsOf(spec)
  const own = rules[rule]
  const covers = routes.map((selector, index) => ({ index, selector }))
  return own !== undefined && coveringOf(own, covers) !== null
}

const SOMEBODY: Route = { name: 'somebody' }

function gapOf(spec: Spec, rule: number): Request | null {
  const rules = rulesOf(spec).filter(({ permission }, index) => index === rule || permission === 'deny')
  const routed = (approvals: readonly Route[]): Spec => ({ policies: rules as readonly Rule[], approvals })
  const routes = routesOf(spec).map(({ toolIds: _tools, capabilities: _capabilities, ...route }) => route)
  const policy = policyOnSides('policy', routed([SOMEBODY]), routed(routes.map(asking)))
  const gaps = regionsOf([{ agents: [], policies: [policy] }]).filter(({ routeAfter }) => routeAfter === null)
  return gaps[0]?.witness ?? null
}

/** Routes that differ from the one for everything, whomever they ask. */
function asking(route: Route): Route {
  return { ...route, approvers: { groups: ['somebody else'] } }
}
