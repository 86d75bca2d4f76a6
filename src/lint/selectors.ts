/** Rules and routes of a policy with the way to their nodes, for checks. */
import type { NodePath, ParsedPolicy } from '../parse/parsed-file.ts'
import type { Route, Rule } from '../policy/policy.ts'

export interface RuleAt {
  readonly rule: Rule
  /** From 0. */
  readonly index: number
  readonly path: NodePath
}

export interface RouteAt {
  readonly route: Route
  readonly index: number
  readonly path: NodePath
}

/** What rules and routes have in common: which requests they are for. */
export interface SelectorAt {
  readonly selector: Pick<Rule, 'operations' | 'resource' | 'tags'>
  readonly path: NodePath
}

export function rulesOf({ policy }: ParsedPolicy): readonly RuleAt[] {
  return policy.spec.policies.map((rule, index) => ({ rule, index, path: ['spec', 'policies', index] }))
}

export function routesOf({ policy }: ParsedPolicy): readonly RouteAt[] {
  return (policy.spec.approvals ?? []).map((route, index) => ({
    route,
    index,
    path: ['spec', 'approvals', index],
  }))
}

export function selectorsOf(policy: ParsedPolicy): readonly SelectorAt[] {
  return [
    ...rulesOf(policy).map(({ rule, path }) => ({ selector: rule, path })),
    ...routesOf(policy).map(({ route, path }) => ({ selector: route, path })),
  ]
}
