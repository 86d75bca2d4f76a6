/**
 * Rewrites policies for the least favourable reading of the model, for proofs that must
 * hold under every reading (docs/access-model.md, must and may). A granting rule counts
 * if some reading lets it match; a stronger rule counts only if every reading does.
 */
import type { Route, Rule, Spec } from '../../policy/policy.ts'
import type { BoundPolicy } from '../model/decide.ts'
import { rulesOf, textsOf } from '../model/reading.ts'

type Wanted = 'allow' | 'approval_required'

/**
 * Keeps rules that grant `wanted` wherever they may match, and stronger rules
 * only where they must; routes are left out.
 */
export function worstCase(bound: readonly BoundPolicy[], wanted: Wanted): readonly BoundPolicy[] {
  return bound.map(({ name, spec }) => ({ name, spec: worstCaseSpec(spec, wanted) }))
}

/** All their rules in one policy, so that its routes serve whichever of them asks. */
export function asOnePolicy(bound: readonly BoundPolicy[], approvals: readonly Route[]): BoundPolicy {
  return { name: 'any reading', spec: { policies: bound.flatMap(({ spec }) => rulesOf(spec)), approvals } }
}

const known = { allow: new WeakMap<Spec, Spec>(), approval_required: new WeakMap<Spec, Spec>() }

/** Once per spec, since every guardrail asks for it. */
export function worstCaseSpec(spec: Spec, wanted: Wanted): Spec {
  const found = known[wanted].get(spec)
  if (found !== undefined) return found
  const policies = rulesOf(spec).flatMap((rule) => {
    if (rule.permission === wanted) return mayMatch(rule)
    const isStronger = rule.permission === 'deny' || rule.permission === 'approval_required'
    return isStronger ? mustMatch(rule) : []
  })
  const made: Spec = { policies }
  known[wanted].set(spec, made)
  return made
}

/** The rule wherever it may match. */
export function mayMatch(rule: Rule): readonly Rule[] {
  const { resource, tags, ...rest } = rule
  const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== ''
  const wide: Rule = isSet(resource) ? { ...rule, resource: withoutOpenPort(String(resource)) } : rule
  if (!isSet(resource) || textsOf(tags).length === 0) return [wide]
  // The documentation does not say whether both resource and tags must match, or one of them.
  return [
    { ...rest, ...(wide.resource === undefined ? {} : { resource: wide.resource }) },
    { ...rest, tags: textsOf(tags) },
  ]
}

/** Tells whether some reading lets the rule match on hosts that the pinned one does not. */
export function mayMatchElsewhere({ resource, tags }: Rule): boolean {
  return textsOf(tags).length > 0 || (typeof resource === 'string' && withoutOpenPort(resource) !== resource)
}

/** The rule only where it must match; none where some reading lets it match nothing. */
export function mustMatch(rule: Rule): readonly Rule[] {
  const hasTags = textsOf(rule.tags).length > 0
  const isBare = (rule.resource === undefined || rule.resource === '') && !hasTags
  return isBare ? [] : surely(rule)
}

/** The route only where it must match. A route without selectors matches everything under every reading. */
export function routeMustMatch(route: Route): readonly Route[] {
  return surely(route)
}

function surely<T extends Rule | Route>(entry: T): readonly T[] {
  if (!isSureResource(entry.resource)) return []
  const written = textsOf(entry.operations)
  const upperCase = written.filter((method) => method === method.toUpperCase() && method !== '*')
  if (written.length > 0 && upperCase.length === 0) return []
  return [upperCase.length === written.length ? entry : { ...entry, operations: upperCase }]
}

/**
 * Prefixes in normal form only: an exact URL may not match with a query behind
 * it, and what is written otherwise may not match what the server normalises.
 */
export function isSureResource(resource: string | undefined): boolean {
  if (resource === undefined || resource === '' || resource === '*') return true
  return (
    /^[a-z][a-z0-9+.-]*:\/\/[^/*A-Z?#]+\/[^*?#]*\*$/.test(resource) &&
    !/^https:\/\/[^/]*:443\/|^http:\/\/[^/]*:80\/|^[^:]*:\/\/[^/]*:\//.test(resource)
  )
}

/** `https://h:443*` matches `https://h:443/`, which some readings write `https://h/`. */
function withoutOpenPort(resource: string): string {
  return resource.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/[^/*]+?):\d*\*$/, '$1*')
}
