/**
 * What is wrong with a resource pattern: at most one fault each, the gravest
 * first, so that a line is not reported three times for one slip.
 */
import type { FaultWords, Finder, ResourceCheck, ResourceUse } from './fault.ts'
import { neverMatches } from './never-matches.ts'
import { effectivelyAny, missingDelimiter, wildcardInHost } from './open-host.ts'
import { unsupported } from './pattern-signs.ts'
import { nonCanonical, queryOrFragment, userinfo, wildcardNotSuffix } from './spelling.ts'

export interface ResourceFault extends FaultWords {
  readonly check: ResourceCheck
}

const ALWAYS: readonly ResourceUse[] = ['grant', 'deny', 'route']
/** Denying too much is no hole, and who is asked for too much is asked. */
const GRANTS: readonly ResourceUse[] = ['grant']

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

/** Nearly every pattern: nothing of what the finders look for can be in it (a property test compares). */
const CLEAN =
  /^https?:\/\/[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\/(?:[A-Za-z0-9_~-]+(?:[./][A-Za-z0-9_~-]+)*\/?)?\*?$/

/** Of several checks that ask about a resource, one after another, the first works it out. */
const known = new Map<string, ResourceFault | null>()

export function resourceFault(resource: string, use: ResourceUse = 'grant'): ResourceFault | null {
  if (resource.length <= MAX_LENGTH && CLEAN.test(resource)) return null
  const key = `${use} ${resource}`
  const found = known.get(key)
  if (found !== undefined) return found
  if (known.size > 1000) known.clear()
  const fault = faultOf(resource, use)
  known.set(key, fault)
  return fault
}

/** Longer URLs do not travel; the bound also keeps hostile patterns from costing time. */
const MAX_LENGTH = 2000

/** Without the short cut. */
export function faultOf(resource: string, use: ResourceUse = 'grant'): ResourceFault | null {
  if (resource.length > MAX_LENGTH)
    return {
      check: 'unsupported-pattern',
      message: `the resource is ${resource.length} characters long`,
      hint: `no request has a URL of more than ${MAX_LENGTH}`,
    }
  // On a deny that is just what it says.
  if (use !== 'grant' && effectivelyAny(resource) !== null) return null
  for (const [check, find, uses] of FINDERS) {
    const words = uses.includes(use) ? find(resource, use) : null
    if (words !== null) return { check, ...words }
  }
  return null
}
