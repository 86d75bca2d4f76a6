/**
 * Finds approvals without a route: a policy requires approval for a request, and no route
 * says by whom. Policies do not say which tools and capabilities call which URLs, so a
 * route for some of them counts as one for all: a finding here holds for every tool.
 *
 * More tags on a tool never take a deny or a route away, so it is enough to
 * ask with one tag of the rule, method by method: what is then left of the
 * rule's pattern is one question about patterns, and no case is split.
 */
import type { Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { coveringOf } from '../compare/covering.ts'
import { someUrl, urlSet } from '../compare/url-set.ts'
import { voteOf } from '../model/decide.ts'
import { Effort } from '../model/effort.ts'
import { methodSpace, otherMethod } from '../model/method-space.ts'
import { patternText } from '../model/pattern.ts'
import { METHODS, routesOf, rulesOf, type Selector } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { isForAll } from '../model/written-rules.ts'
import { idleRules, neverDecides } from './idle-rules.ts'

export interface UnroutedApproval {
  /** Index of the rule that requires approval. */
  readonly rule: number
  /** A request that it matches and no route matches, confirmed by the plain evaluator. */
  readonly witness: Request
}

/** Tells whether some approval could be without a route: a route without selectors takes all of them. */
export function hasOpenApprovals(spec: Spec): boolean {
  return (
    rulesOf(spec).some(({ permission }) => permission === 'approval_required') &&
    !routesOf(spec).some(isForAll) &&
    !selectorsOf(spec).routes.some(
      ({ key, isExact, glob, methods, tags }) =>
        key === '' && !isExact && glob === null && methods.length + tags.length === 0,
    )
  )
}

/** @param name of the policy, for messages. @throws PolicyctlError policies-entangled */
export function unroutedApprovals(spec: Spec, name = 'this policy'): readonly UnroutedApproval[] {
  if (!hasOpenApprovals(spec)) return []
  const rules = rulesOf(spec)
  const never = new Set(
    idleRules(spec)
      .filter(neverDecides)
      .map(({ rule }) => rule),
  )
  const { rules: selectors, routes } = selectorsOf(spec)
  const denies = selectors.filter((_selector, index) => rules[index]?.permission === 'deny')
  const asked = { open: forAnyTool(spec), others: [...denies, ...routes], effort: new Effort([name]) }
  return [...rules.keys()].flatMap((rule) => {
    if (rules[rule]?.permission !== 'approval_required' || never.has(rule)) return []
    const own = selectors[rule]
    const witness = own === undefined || isRouted(own, routes) ? null : gapOf(own, asked)
    return witness === null ? [] : [{ rule, witness }]
  })
}

/** Most policies have one route, or a last one, for everything. */
function isRouted(own: Selector, routes: readonly Selector[]): boolean {
  const covers = routes.map((selector, index) => ({ index, selector }))
  return coveringOf(own, covers) !== null
}

interface Asked {
  /** Selectors of what leaves nothing to ask for. */
  readonly others: readonly Selector[]
  /** With routes that are for every tool. */
  readonly open: Spec
  readonly effort: Effort
}

function gapOf(own: Selector, { others, open, effort }: Asked): Request | null {
  for (const method of methodsOf(own, others))
    for (const tag of own.tags.length === 0 ? [null] : own.tags) {
      effort.spend(others.length)
      const taken = others.filter((other) => holds(other, method, tag)).map(patternText)
      const url = someUrl(urlSet([patternText(own)], taken, effort), effort)
      if (url === null) continue
      const request = { method, url, tags: tag === null ? [] : [tag], tool: null, capability: null }
      if (isUnrouted(request, open)) return request
    }
  return null
}

/** The methods that the rule names, in the usual order; else all that the selectors tell apart. */
function methodsOf(own: Selector, others: readonly Selector[]): readonly string[] {
  const { customs } = methodSpace(own.methods.length === 0 ? others : [own])
  const all = [...METHODS, ...customs]
  if (own.methods.length > 0) return all.filter((method) => own.methods.includes(method))
  return [...all, otherMethod(customs)]
}

function holds({ methods, tags }: Selector, method: string, tag: string | null): boolean {
  if (methods.length > 0 && !methods.includes(method)) return false
  return tags.length === 0 || (tag !== null && tags.includes(tag))
}

function forAnyTool(spec: Spec): Spec {
  const approvals = routesOf(spec).map(({ toolIds: _tools, capabilities: _capabilities, ...rest }) => rest)
  return { ...spec, approvals }
}

function isUnrouted(request: Request, spec: Spec): boolean {
  const { vote, route } = voteOf(request, { name: 'policy', spec })
  return vote === 'approval_required' && route === null
}
