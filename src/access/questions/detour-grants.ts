/**
 * Finds grants beside a path that is denied or needs approval: since paths are compared
 * as text, `/public/../private` is a path below `/public/`. The plain evaluator confirms
 * each example, so a path that a deny of `*..*` matches is no example.
 */
import { PERMISSIONS, type Rule, type Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { type BoundPolicy, decide, type RuleRef } from '../model/decide.ts'
import { type Detour, detoursAnywhere, detoursFrom } from '../model/detour.ts'
import { Effort } from '../model/effort.ts'
import { patternText } from '../model/pattern.ts'
import { rulesOf, type Selector } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { letterBeside } from '../model/star-pattern.ts'
import { urlShapes } from '../model/url-shapes.ts'
import { shareNoMethod } from '../model/written-rules.ts'

export interface DetourGrant {
  readonly grant: RuleRef
  /** The rule that decides the path that is reached. */
  readonly guard: RuleRef
  /** The request that is sent. */
  readonly request: Request
  /** The URL after a gateway has resolved it. */
  readonly resolved: string
}

/** A rule of one host, or of any. */
interface Placed extends RuleRef {
  readonly selector: Selector
  readonly strength: number
}

interface Host {
  readonly grants: Placed[]
  readonly rules: Placed[]
  readonly policies: Set<BoundPolicy>
}

const ALLOW = PERMISSIONS.indexOf('allow')
const DENY = PERMISSIONS.indexOf('deny')

/** @returns at most one example for each host and policy, the first by rule. @throws PolicyctlError policies-entangled */
export function detourGrants(bound: readonly BoundPolicy[]): readonly DetourGrant[] {
  const [only, ...others] = bound
  if (only !== undefined && others.length === 0 && !guardsSome(only.spec)) return []
  if (!mayDetour(bound)) return []
  const { hosts, anywhere } = hostsOf(bound)
  return [...hosts.values()].flatMap(({ grants, rules, policies }) => {
    const asked = [...new Set([...policies, ...anywhere.policies])]
    const guards = [...rules, ...anywhere.rules]
    const found = new Map<string, DetourGrant>()
    const budget = { tries: Math.ceil(MOST_ASKED / guards.length) }
    const madeUpName = nameInNoPattern(asked)
    for (const grant of grants) {
      if (found.has(grant.policy) || grant.selector.isExact || budget.tries <= 0) continue
      const example = firstExample(grant, { guards, bound: asked, budget, madeUpName })
      if (example !== null) found.set(grant.policy, example)
    }
    return [...found.values()]
  })
}

/** Up to this many rules, comparing each pair is cheaper than sorting them by host. */
const FEW_RULES = 24

/** Tells whether some grant of several paths has a stronger rule for one of its methods beside it. */
function mayDetour(bound: readonly BoundPolicy[]): boolean {
  const all = bound.map(({ spec }) => selectorsOf(spec))
  if (all.reduce((sum, { written }) => sum + written.length, 0) > FEW_RULES) return true
  const placed = all.flatMap(({ rules, written }) =>
    rules.map((selector, index) => ({ selector, strength: strengthOf(written[index]) })),
  )
  const guards = placed.filter(({ strength }) => strength < ALLOW)
  return placed.some(
    (grant) =>
      grant.strength > DENY &&
      !grant.selector.isExact &&
      guards.some((guard) => guard.strength < grant.strength && shareMethod(grant.selector, guard.selector)),
  )
}

/** Tells by a look at what is written whether some rule may guard what a weaker one grants. */
function guardsSome(spec: Spec): boolean {
  const rules = rulesOf(spec)
  if (rules.length > FEW_RULES) return true
  for (const guard of rules) {
    const strength = strengthOf(guard)
    if (strength === ALLOW) continue
    for (const grant of rules) if (strengthOf(grant) > strength && !shareNoMethod(guard, grant)) return true
  }
  return false
}

function strengthOf(rule: Rule | undefined): number {
  return PERMISSIONS.indexOf(rule?.permission ?? 'deny')
}

/**
 * Tells whether any detour from a grant passes. Only a `*` can match a path to a name
 * that no pattern has, and it matches the path to every other name too. So for most
 * grants one test is enough, however many guarded rules there are.
 */
function leadsAway(grant: Placed, name: string, bound: readonly BoundPolicy[]): boolean {
  const anywhere = detoursAnywhere(patternText(grant.selector), name)
  const methods = grant.selector.methods.length > 0 ? grant.selector.methods : [name]
  const tags = grant.selector.tags.slice(0, 1)
  return methods.some((method) =>
    anywhere.some(({ url }) =>
      decide({ method, url, tags, tool: null, capability: null }, bound).because.some((rule) =>
        isSame(rule, grant),
      ),
    ),
  )
}

/** A name that no pattern of theirs has. */
function nameInNoPattern(bound: readonly BoundPolicy[]): string {
  return letterBeside(bound.flatMap(({ spec }) => selectorsOf(spec).rules.map(patternText)).join(' '))
}

/** With more guarded paths than this, leadsAway is tested first. */
const FEW = 8

/** Rules that are asked for a host, by looks at grants and tries of pairs; each asks all rules, and all pairs would cost the cube. */
const MOST_ASKED = 32_000

interface Search {
  readonly guards: readonly Placed[]
  readonly bound: readonly BoundPolicy[]
  readonly budget: { tries: number }
  /** A name that no pattern has. */
  readonly madeUpName: string
}

/** Finds the first rule that is stronger, shares a method, and is reached by a detour. */
function firstExample(
  grant: Placed,
  { guards: rules, bound, budget, madeUpName }: Search,
): DetourGrant | null {
  const guards = rules.filter(
    ({ strength, selector }) => strength < grant.strength && shareMethod(grant.selector, selector),
  )
  budget.tries -= 1
  if (guards.length > FEW && !leadsAway(grant, madeUpName, bound)) return null
  for (const guard of guards) {
    if (budget.tries <= 0) return null
    budget.tries -= 1
    const example = exampleOf(grant, guard, bound)
    if (example !== null) return example
  }
  return null
}

/** Requests that the grant lets through as they are written, with what they resolve to. */
export function detourRequests(
  grant: Selector,
  guard: Pick<Selector, 'methods' | 'tags'>,
  path: string,
): readonly (Detour & { readonly request: Request })[] {
  const method = methodOf(grant.methods, guard.methods)
  if (method === null) return []
  const tags = [...new Set([...grant.tags.slice(0, 1), ...guard.tags.slice(0, 1)])].sort()
  return detoursFrom(patternText(grant), path).map(({ url, resolved }) => ({
    url,
    resolved,
    request: { method, url, tags, tool: null, capability: null },
  }))
}

/** The paths that a pattern names. @throws PolicyctlError policies-entangled */
export function pathsOf(pattern: string): readonly string[] {
  return urlShapes(pattern, new Effort([])).flatMap(({ path }) => (path === '/*' ? [] : [path]))
}

function exampleOf(grant: Placed, guard: Placed, bound: readonly BoundPolicy[]): DetourGrant | null {
  for (const path of pathsOf(patternText(guard.selector)))
    for (const { request, resolved } of detourRequests(grant.selector, guard.selector, path)) {
      const sent = decide(request, bound)
      if (!sent.because.some((rule) => isSame(rule, grant))) continue
      const reached = decide({ ...request, url: resolved }, bound)
      const [by] = reached.because
      if (by !== undefined && PERMISSIONS.indexOf(reached.decision) < PERMISSIONS.indexOf(sent.decision))
        return { grant, guard: by, request, resolved }
    }
  return null
}

function hostsOf(bound: readonly BoundPolicy[]) {
  const hosts = new Map<string, Host>()
  const anywhere: Host = { grants: [], rules: [], policies: new Set() }
  for (const policy of bound) {
    const rules = rulesOf(policy.spec)
    for (const [rule, selector] of selectorsOf(policy.spec).rules.entries()) {
      const strength = PERMISSIONS.indexOf(rules[rule]?.permission ?? 'deny')
      const placed: Placed = { policy: policy.name, rule, selector, strength }
      const host = hostFor(selector, hosts) ?? anywhere
      if (strength !== DENY) host.grants.push(placed)
      if (strength !== ALLOW) host.rules.push(placed)
      host.policies.add(policy)
    }
  }
  return { hosts, anywhere }
}

/** null where the pattern leaves open which host is meant. */
function hostFor({ key }: Selector, hosts: Map<string, Host>): Host | null {
  const [origin] = /^[^/]+:\/\/[^/]+\//.exec(key) ?? []
  if (origin === undefined) return null
  const known = hosts.get(origin)
  if (known !== undefined) return known
  const host: Host = { grants: [], rules: [], policies: new Set() }
  hosts.set(origin, host)
  return host
}

function shareMethod(a: Selector, b: Selector): boolean {
  return methodOf(a.methods, b.methods) !== null
}

function methodOf(a: readonly string[], b: readonly string[]): string | null {
  if (a.length === 0) return b[0] ?? 'GET'
  return a.find((method) => b.length === 0 || b.includes(method)) ?? null
}

function isSame(a: RuleRef, b: RuleRef): boolean {
  return a.policy === b.policy && a.rule === b.rule
}
