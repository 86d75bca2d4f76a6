/**
 * Finds the faults of a resource pattern: at most one each, the gravest first,
 * so that a line is not reported three times for one slip.
 */
import type { FaultWords, Finder, ResourceCheck, ResourceUse } from './fault.ts'
import { neverMatches } from './never-matches.ts'
import { effectivelyAny, missingDelimiter, wildcardInHost } from './open-host.ts'
import { unsupported } from './pattern-signs.ts'
import { nonCanonical, queryOrFragment, userinfo, wildcardNotSuffix } from './spelling.ts'

export interface ResourceFault extends FaultWords {
  readonly check: ResourceCheck
}

const ALWAYS: readonly ResourceUse[] = ['allow', 'approval', 'deny', 'route']
/** Denying too much is no hole, and who is asked for too much is asked. */
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

/** Nearly every pattern: nothing of what the finders look for can be in it (a property test compares). */
const CLEAN =
  /^https?:\/\/[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\/(?:[A-Za-z0-9_~-]+(?:[./][A-Za-z0-9_~-]+)*\/?)?\*?$/

/** Several checks ask about the same resource one after another; the first works it out. */
const known = new Map<string, ResourceFault | null>()

export function resourceFault(resource: string, use: ResourceUse = 'allow'): ResourceFault | null {
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
export function faultOf(resource: string, use: ResourceUse = 'allow'): ResourceFault | null {
  if (resource.length > MAX_LENGTH)
    return {
      check: 'unsupported-pattern',
      message: `the resource is ${resource.length} characters long`,
      hint: `no request has a URL of more than ${MAX_LENGTH}`,
    }
  // On a deny that is just what it says.
  if (!GRANTS.includes(use) && effectivelyAny(resource, use) !== null) return null
  for (const [check, find, uses] of FINDERS) {
    const words = uses.includes(use) ? find(resource, use) : null
    if (words !== null) return { check, ...toFollow(words, use) }
  }
  return null
}

/** The hint, or, where that would only lead to the next error, what has to be thought of at once. */
function toFollow({ message, hint, mended }: FaultWords, use: ResourceUse): FaultWords {
  // Nothing at all would match everything.
  if (mended === '') return { message, hint: 'write the whole URL: https://, the host, and the path' }
  const next = mended === undefined ? null : faultOf(mended, use)
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
