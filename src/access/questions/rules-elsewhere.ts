/** Finds the rules that decide a grant's requests besides those that decide its witness. */
import type { Spec } from '../../policy/policy.ts'
import type { Request } from '../../policy/request.ts'
import { intersectRegions } from '../compare/intersect-regions.ts'
import { mayOverlap } from '../compare/may-overlap.ts'
import type { AccessSide } from '../model/access-side.ts'
import { type BoundPolicy, decide, policiesOf, type RuleRef } from '../model/decide.ts'
import { isInRegion } from '../model/in-region.ts'
import { parsePattern, patternText } from '../model/pattern.ts'
import { normalMethods, rulesOf, tagsOf } from '../model/reading.ts'
import { EVERY_REQUEST, type Region, type RequestExtent } from '../model/region.ts'
import { isNormalUrl } from '../model/url-shapes.ts'
import { RulesByPattern } from './rules-by-pattern.ts'
import type { Grant } from './who-can.ts'

/** A grant with all its reasons. */
export interface ReasonedGrant extends Grant {
  /** Rules that decide other requests of the grant; none of them decides the witness. */
  readonly elsewhere: readonly RuleRef[]
}

/**
 * A grant joins methods and URLs that are decided alike, so several rules may have a
 * part in it. Who takes away only the rule of its witness leaves the others open.
 */
export function withRulesElsewhere(grants: readonly Grant[], side: AccessSide): readonly ReasonedGrant[] {
  const indexes = new Map<Spec, RulesByPattern>()
  const indexOf = (spec: Spec): RulesByPattern => {
    const index = indexes.get(spec) ?? new RulesByPattern(spec)
    indexes.set(spec, index)
    return index
  }
  return grants.map((grant) => {
    const known = new Set(grant.because.map(keyOf))
    const found = new Map<string, RuleRef>()
    for (const bound of sendersOf(grant, side))
      for (const { name, spec } of bound)
        for (const rule of indexOf(spec).meeting(grant.resource)) {
          const ref = { policy: name, rule }
          const key = keyOf(ref)
          if (!known.has(key) && !found.has(key) && hasPart(ref, { grant, bound, spec })) found.set(key, ref)
        }
    return { ...grant, elsewhere: [...found.values()].sort(byPlace) }
  })
}

/** The sets of policies under which the grant holds, each once. */
function sendersOf({ agents, policies }: Grant, side: AccessSide): readonly (readonly BoundPolicy[])[] {
  if (agents.length > 0) {
    const sets = agents.map((agent) => policiesOf(side, agent))
    return [...new Map(sets.map((bound) => [JSON.stringify(bound.map(({ name }) => name)), bound])).values()]
  }
  return policies.map((name) => {
    const spec = side.policies.get(name)
    return spec === undefined ? [] : [{ name, spec }]
  })
}

interface Asked {
  readonly grant: Grant
  readonly bound: readonly BoundPolicy[]
  readonly spec: Spec
}

/** All requests of a grant have one decision, so a rule of that permission decides each of them that it matches. */
function hasPart({ policy, rule }: RuleRef, { grant, bound, spec }: Asked): boolean {
  const written = rulesOf(spec)[rule]
  if (written === undefined || written.permission !== grant.decision) return false
  const methods = normalMethods(written)
  const extent = {
    ...EVERY_REQUEST,
    operations: methods.length === 0 ? ['*'] : methods,
    resource: patternText(parsePattern(written.resource)),
  }
  const tags = tagsOf(written)
  const isDecided = (request: Request): boolean =>
    isInRegion(grant, request) &&
    decide(request, bound).because.some((one) => one.policy === policy && one.rule === rule)
  return (tags.length === 0 ? [[]] : tags.map((tag) => [tag])).some((withTags) =>
    sharesRequest(grant, { ...extent, withTags }, isDecided),
  )
}

function sharesRequest(
  grant: Grant,
  extent: RequestExtent,
  isDecided: (request: Request) => boolean,
): boolean {
  if (!mayOverlap(extent, grant)) return false
  const nearby = { ...grant.witness, tags: [...new Set([...grant.withTags, ...extent.withTags])] }
  const methods = extent.operations.includes('*') ? [grant.witness.method] : extent.operations
  const urls = [grant.witness.url, ...someUrls(extent.resource)]
  for (const url of urls) for (const method of methods) if (isDecided({ ...nearby, url, method })) return true
  return intersectRegions(asRegion(grant, grant), asRegion(extent, grant), isDecided).length > 0
}

/** URLs that a pattern without inner `*` surely matches; mostly one of them is the answer. */
function someUrls(pattern: string): readonly string[] {
  return [pattern.replace(/\*$/, ''), pattern.replace(/\*$/, 'policyctl')].filter(
    (url) => !url.includes('*') && isNormalUrl(url),
  )
}

function asRegion(extent: RequestExtent, { witness, policies }: Grant): Region {
  const same = {
    before: 'deny',
    after: 'allow',
    direction: 'wider',
    routeBefore: null,
    routeAfter: null,
  } as const
  return { ...extent, ...same, agents: [], policies, witness, exact: true }
}

function keyOf({ policy, rule }: RuleRef): string {
  return `${rule}#${policy}`
}

function byPlace(a: RuleRef, b: RuleRef): number {
  return a.policy === b.policy ? a.rule - b.rule : a.policy < b.policy ? -1 : 1
}
