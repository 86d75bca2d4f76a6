/**
 * Finds the fault of a resource pattern: at most one, the most severe, so that one
 * mistake is not reported three times.
 */
import { isCleanResource, LONGEST_RESOURCE } from '../../access/model/clean-resource.ts'
import type { FaultWords, Finder, ResourceCheck, ResourceUse } from './fault.ts'
import { neverMatches } from './never-matches.ts'
import { effectivelyAny, missingDelimiter, wildcardInHost } from './open-host.ts'
import { unsupported } from './pattern-signs.ts'
import { nonCanonical, queryOrFragment, userinfo, wildcardNotSuffix } from './spelling.ts'

export interface ResourceFault extends FaultWords {
  readonly check: ResourceCheck
}

const ALWAYS: readonly ResourceUse[] = ['allow', 'approval', 'deny', 'route']
/** Only these can widen access by matching too much; a deny or a route cannot. */
const GRANTS: readonly ResourceUse[] = ['allow', 'approval']

const FINDERS: readonly (readonly [ResourceCheck, Finder, readonly ResourceUse[]])[] = [
  ['userinfo-in-resource', userinfo, ALWAYS],
  ['effectively-any-resource', effectivelyAny, GRANTS],
  ['unsupported-pattern', unsupported, ALWAYS],
  ['wildcard-in-host', wildcardInHost, GRANTS],
  ['missing-host-delimiter', missingDelimiter, GRANTS],
  ['never-matches', neverMatches, ['deny', 'route']],
  ['query-or-fragment', queryOrFragment, ALWAYS],
  ['wildcard-not-suffix', wildcardNotSuffix, ALWAYS],
  ['non-canonical-url', nonCanonical, ALWAYS],
]

/** Known faults: several checks ask about the same resource. */
const known = new Map<string, ResourceFault | null>()

export function resourceFault(resource: string, use: ResourceUse = 'allow'): ResourceFault | null {
  if (isCleanResource(resource)) return null
  const key = `${use} ${resource}`
  const found = known.get(key)
  if (found !== undefined) return found
  if (known.size > 1000) known.clear()
  const fault = faultOf(resource, use)
  known.set(key, fault)
  return fault
}

/** Finds the fault without its quick test. */
export function faultOf(resource: string, use: ResourceUse = 'allow'): ResourceFault | null {
  if (resource.length > LONGEST_RESOURCE)
    return {
      check: 'unsupported-pattern',
      message: `the resource is ${resource.length} characters long`,
      hint: `no request has a URL of more than ${LONGEST_RESOURCE}`,
    }
  // A deny or a route for every host is intended.
  if (!GRANTS.includes(use) && effectivelyAny(resource, use) !== null) return null
  for (const [check, find, uses] of FINDERS) {
    const words = uses.includes(use) ? find(resource, use) : null
    if (words !== null) return { check, ...toFollow(words, use) }
  }
  return null
}

/** The hint; if following it leads to another fault, the hint names that too. */
function toFollow({ message, hint, fixed }: FaultWords, use: ResourceUse): FaultWords {
  // Following the hint would leave an empty text, which matches everything.
  if (fixed === '') return { message, hint: 'write the whole URL: https://, the host, and the path' }
  const next = fixed === undefined ? null : faultOf(fixed, use)
  if (next === null || !ERRORS.has(next.check)) return { message, hint }
  return { message, hint: `type the resource again: with only that fixed, ${next.message}; ${next.hint}` }
}

const ERRORS: ReadonlySet<ResourceCheck> = new Set([
  'userinfo-in-resource',
  'effectively-any-resource',
  'unsupported-pattern',
  'wildcard-in-host',
  'missing-host-delimiter',
])
