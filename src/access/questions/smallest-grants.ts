/**
 * The smallest edits of policies that give one agent's request a decision that
 * it does not have: a method more in a rule, or a rule for this request alone.
 * Each is tried with the plain evaluator, and what else it changes is proven
 * by the comparison.
 */
import type { Route, Rule, Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { compareAccess } from '../compare/compare.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, decide, policiesOf, type RuleTrace, traceRules } from '../model/decide.ts'
import { parsePattern, patternText } from '../model/pattern.ts'
import { normaliseRequest, routesOf, rulesOf, textsOf } from '../model/reading.ts'
import type { Region } from '../model/region.ts'

export type WantedDecision = 'allow' | 'approval_required'

export interface GrantWanted {
  /** `namespace/name`. */
  readonly agent: string
  /** In normal form. */
  readonly request: Request
  readonly decision: WantedDecision
}

/** An edit of one policy. */
export interface SmallGrant {
  readonly policy: string
  /** Index of the rule, from 0; for a new rule one behind the last. */
  readonly rule: number
  /** The rule after the edit. */
  readonly after: Rule
  /** A route to add for a rule that requires approval; null: none is needed. */
  readonly route: Route | null
  readonly spec: Spec
  /** All access that the edit changes. */
  readonly access: readonly Region[]
}

/** The obstacle: a rule, or that nothing can be edited. */
export type GrantObstacle =
  | { readonly by: 'rule'; readonly rule: RuleTrace }
  | { readonly by: 'bindings' | 'approvers' | 'url' }

export type SmallestGrants =
  | { readonly grants: readonly SmallGrant[] }
  | { readonly obstacle: GrantObstacle }
  | { readonly isDecided: true }

/** Ranked: fewest other agents first, then fewest methods, then the narrowest resource. */
export function smallestGrants(side: AccessSide, wanted: GrantWanted): SmallestGrants {
  const { agent, request, decision } = wanted
  const bound = policiesOf(side, agent)
  const now = decide(request, bound)
  if (now.decision === decision && (decision === 'allow' || now.route !== null)) return { isDecided: true }
  const stands = traceRules(request, bound).find((rule) => rule.matched && isStronger(rule, decision))
  if (stands !== undefined) return { obstacle: { by: 'rule', rule: stands } }
  if (bound.length === 0) return { obstacle: { by: 'bindings' } }
  const exact = exactRule(request, decision)
  if (exact === null) return { obstacle: { by: 'url' } }
  const grants = bound
    .flatMap((policy) => [...widened(policy, wanted), ...added(policy, exact, wanted)])
    .flatMap((edit) => tried(edit, side, wanted))
  if (grants.length === 0 && decision === 'approval_required') return { obstacle: { by: 'approvers' } }
  return { grants: grants.sort(byReach(agent)) }
}

/** Tells whether a rule would still decide, whatever is added. */
function isStronger({ permission }: RuleTrace, wanted: WantedDecision): boolean {
  return permission === 'deny' || (permission === 'approval_required' && wanted === 'allow')
}

/** A rule for exactly this request; null if its URL would be a pattern for more. */
function exactRule(request: Request, permission: WantedDecision): Rule | null {
  const { method, url } = normaliseRequest(request)
  const pattern = parsePattern(url)
  return pattern.isExact && patternText(pattern) === url
    ? { permission, operations: [method], resource: url }
    : null
}

type Edit = Omit<SmallGrant, 'access'>

/** Edits that add the method to rules that match in everything else. */
function widened({ name, spec }: BoundPolicy, { request, decision }: GrantWanted): readonly Edit[] {
  const { method } = normaliseRequest(request)
  return traceRules(request, [{ name, spec }]).flatMap(({ rule, permission, failed }): readonly Edit[] => {
    const before = rulesOf(spec)[rule]
    if (permission !== decision || failed !== 'method' || before === undefined) return []
    const after = { ...before, operations: [...textsOf(before.operations), method] }
    const policies = rulesOf(spec).map((one, index) => (index === rule ? after : one))
    return [{ policy: name, rule, after, route: null, spec: { ...spec, policies } as Spec }]
  })
}

/** A rule for this request alone; where it asks and no route of the policy takes it, with one that asks the same people. */
function added(
  { name, spec }: BoundPolicy,
  after: Rule,
  { request, decision }: GrantWanted,
): readonly Edit[] {
  const policies = [...rulesOf(spec), after]
  const alone: Edit = {
    ...{ policy: name, rule: policies.length - 1, after, route: null },
    spec: { ...spec, policies } as Spec,
  }
  if (decision === 'allow' || decide(request, [{ name, spec: alone.spec }]).route !== null) return [alone]
  const [like] = routesOf(spec)
  if (like === undefined) return []
  const { name: _name, toolIds: _tools, capabilities: _capabilities, tags: _tags, ...asking } = like
  const route = { ...asking, operations: after.operations ?? [], resource: after.resource ?? '' } as Route
  return [{ ...alone, route, spec: { ...alone.spec, approvals: [...routesOf(spec), route] } as Spec }]
}

/** Tries an edit. @returns [] if it does not give the wanted decision. */
function tried(
  edit: Edit,
  side: AccessSide,
  { agent, request, decision }: GrantWanted,
): readonly SmallGrant[] {
  const after = { ...side, policies: new Map(side.policies).set(edit.policy, edit.spec) }
  const decided = decide(request, policiesOf(after, agent))
  if (decided.decision !== decision || (decision !== 'allow' && decided.route === null)) return []
  return [{ ...edit, access: compareAccess(side, after) }]
}

function byReach(agent: string) {
  const others = ({ access }: SmallGrant): number =>
    new Set(access.flatMap(({ agents }) => agents.filter((one) => one !== agent))).size
  const methods = ({ after }: SmallGrant): number => textsOf(after.operations).length
  const width = ({ access }: SmallGrant): number =>
    Math.min(...access.map(({ resource }) => (resource.endsWith('*') ? 0 : 1e9) + resource.length))
  return (a: SmallGrant, b: SmallGrant): number =>
    others(a) - others(b) || methods(a) - methods(b) || width(b) - width(a) || (a.policy < b.policy ? -1 : 1)
}
