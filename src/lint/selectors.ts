/** Rules and routes of a policy with the paths of their nodes, for checks. */

import type { NodePath } from '../parse/node.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
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

/** The common part of rules and routes: the requests that they apply to. */
export interface SelectorAt {
  readonly selector: Pick<Rule, 'operations' | 'resource' | 'tags'>
  readonly path: NodePath
}

interface Selectors {
  readonly rules: readonly RuleAt[]
  readonly routes: readonly RouteAt[]
  readonly all: readonly SelectorAt[]
}

/** The last policy: several checks ask about it in a row. Keeping the selectors of all policies costs more than it saves. */
let latest: { readonly policy: ParsedPolicy; readonly selectors: Selectors } | null = null

export function placedRulesOf(policy: ParsedPolicy): readonly RuleAt[] {
  return selectorsIn(policy).rules
}

export function placedRoutesOf(policy: ParsedPolicy): readonly RouteAt[] {
  return selectorsIn(policy).routes
}

export function placedSelectorsOf(policy: ParsedPolicy): readonly SelectorAt[] {
  return selectorsIn(policy).all
}

function selectorsIn(policy: ParsedPolicy): Selectors {
  if (latest?.policy === policy) return latest.selectors
  const { policies, approvals = [] } = policy.policy.spec
  const rules = policies.map((rule, index) => ({ rule, index, path: ['spec', 'policies', index] }))
  const routes = approvals.map((route, index) => ({ route, index, path: ['spec', 'approvals', index] }))
  const all = [
    ...rules.map(({ rule, path }) => ({ selector: rule, path })),
    ...routes.map(({ route, path }) => ({ selector: route, path })),
  ]
  const selectors = { rules, routes, all }
  latest = { policy, selectors }
  return selectors
}
