/**
 * What is wrong with a resource pattern: at most one fault each, the gravest
 * first, so that a line is not reported three times for one slip.
 */
import { foreignSign } from '../access/model/meaningless-pattern.ts'
import { lowerCase, normaliseOrigin } from '../access/model/url.ts'

export type ResourceCheck =
  | 'userinfo-in-resource'
  | 'effectively-any-resource'
  | 'unsupported-pattern'
  | 'missing-host-delimiter'
  | 'query-or-fragment'
  | 'wildcard-not-suffix'
  | 'non-canonical-url'

export interface ResourceFault {
  readonly check: ResourceCheck
  readonly message: string
  readonly hint: string
}

type Finder = (resource: string) => Omit<ResourceFault, 'check'> | null

const FINDERS: readonly (readonly [ResourceCheck, Finder])[] = [
  ['userinfo-in-resource', userinfo],
  ['effectively-any-resource', effectivelyAny],
  ['unsupported-pattern', unsupported],
  ['missing-host-delimiter', missingDelimiter],
  ['query-or-fragment', queryOrFragment],
  ['wildcard-not-suffix', wildcardNotSuffix],
  ['non-canonical-url', nonCanonical],
]

/** Nearly every pattern: nothing of what the finders look for can be in it (a property test compares). */
const CLEAN =
  /^https?:\/\/[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\/(?:[A-Za-z0-9_~-]+(?:[./][A-Za-z0-9_~-]+)*\/?)?\*?$/

/** Of several checks that ask about a resource, one after another, the first works it out. */
const known = new Map<string, ResourceFault | null>()

export function resourceFault(resource: string): ResourceFault | null {
  const found = known.get(resource)
  if (found !== undefined) return found
  if (known.size > 1000) known.clear()
  const fault = resource.length <= MAX_LENGTH && CLEAN.test(resource) ? null : faultOf(resource)
  known.set(resource, fault)
  return fault
}

/** Longer URLs do not travel; the bound also keeps hostile patterns from costing time. */
const MAX_LENGTH = 2000

/** Without the short cut. */
export function faultOf(resource: string): ResourceFault | null {
  if (resource.length > MAX_LENGTH)
    return {
      check: 'unsupported-pattern',
      message: `the resource is ${resource.length} characters long`,
      hint: `no request has a URL of more than ${MAX_LENGTH}`,
    }
  for (const [check, find] of FINDERS) {
    const words = find(resource)
    if (words !== null) return { check, ...words }
  }
  return null
}

const URL_LIKE = /^([^:/?#*]+):\/\/([^/?#]*)(.*)$/s

function userinfo(resource: string): ReturnType<Finder> {
  const [, scheme = '', authority = '', rest = ''] = URL_LIKE.exec(resource) ?? []
  const at = authority.lastIndexOf('@')
  if (at === -1) return null
  return {
    message: 'the resource holds a user name or password before the host',
    hint: `write ${scheme}://${authority.slice(at + 1)}${rest}; credentials are injected by the workspace, and this one should be replaced`,
  }
}

/** Any scheme, and any host behind it. */
const ANY =
  /^(?:\*+|[a-z][a-z0-9+.-]*(?::\/{0,2})?\*+|[a-z][a-z0-9+.-]*:\/\/|(?:[a-z][a-z0-9+.-]*|\*+):\/\/\*+\/?\**)$/i

function effectivelyAny(resource: string): ReturnType<Finder> {
  if (!ANY.test(resource)) return null
  return { message: `${resource} matches every host`, hint: 'name the host: https://api.example.com/*' }
}

function unsupported(resource: string): ReturnType<Finder> {
  const sign = foreignSign(resource)
  if (sign === null) return null
  return {
    message: `${sign} means nothing in a resource and is compared letter by letter`,
    hint: "only '*' at the end stands for any characters; write one rule for each alternative",
  }
}

function missingDelimiter(resource: string): ReturnType<Finder> {
  const [, scheme, host] = /^([^:/?#*]+):\/\/([^/?#*]+)\*+$/.exec(resource) ?? []
  if (scheme === undefined || host === undefined) return null
  return {
    message: `${resource} also matches ${scheme}://${host}.evil.example/`,
    hint: `write ${scheme}://${host}/*`,
  }
}

function queryOrFragment(resource: string): ReturnType<Finder> {
  const at = resource.search(/[?#]/)
  if (at === -1) return null
  const name = resource[at] === '?' ? 'query' : 'fragment'
  return {
    message: `the ${name} '${resource.slice(at, at + 40)}' is not compared`,
    hint: `write ${resource.slice(0, at)}; a rule cannot tell requests apart by their ${name}`,
  }
}

function wildcardNotSuffix(resource: string): ReturnType<Finder> {
  const at = resource.search(/\*+[^*]/)
  if (at === -1) return null
  return {
    message: "'*' before the end is not documented: the server may take it for a letter",
    hint: `end the pattern there (${resource.slice(0, at)}*), or write one rule for each value`,
  }
}

function nonCanonical(resource: string): ReturnType<Finder> {
  if (/\s/.test(resource))
    return { message: 'the resource has a blank in it', hint: `write ${resource.replace(/\s+/g, '')}` }
  if (/\*{2,}$/.test(resource))
    return { message: "'**' is no more than '*'", hint: `write ${resource.replace(/\*+$/, '*')}` }
  const [, scheme, authority, path] = URL_LIKE.exec(resource) ?? []
  if (scheme === undefined || authority === undefined || path === undefined) return withoutScheme(resource)
  if (/\P{ASCII}/u.test(authority))
    return {
      message: `the host ${authority} is not written in ASCII, as requests write it`,
      hint: 'write the host in its xn-- form',
    }
  if (path === '' && !resource.endsWith('*'))
    return {
      message: `${resource} has no path, and matches ${resource}/ alone`,
      hint: `write ${resource}/* for all below it, or ${resource}/`,
    }
  const canonical = normaliseOrigin(scheme, authority) + path
  if (canonical !== resource)
    return { message: `requests are compared as ${canonical}`, hint: `write ${canonical}` }
  return dotSegments(resource, path)
}

function withoutScheme(resource: string): ReturnType<Finder> {
  return {
    message: `${resource} has no scheme, so it matches no URL`,
    hint: `write https://${lowerCase(resource.replace(/^\/+/, ''))}`,
  }
}

function dotSegments(resource: string, path: string): ReturnType<Finder> {
  if (!/\/\.{1,2}(?:\/|$)/.test(path)) return null
  return {
    message: `${resource} has '.' or '..' in its path, which clients resolve before they send`,
    hint: 'write the path without them',
  }
}
