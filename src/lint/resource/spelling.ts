/** Finds resources that are not written in the form in which requests are compared. */
import { lowerCase, normaliseOrigin } from '../../access/model/url.ts'
import { hiddenInUrl } from '../../policy/userinfo.ts'
import { foreignLetterIn, letterText, looksLike } from '../look-alikes.ts'
import { type FaultWords, type ResourceUse, URL_LIKE } from './fault.ts'

export function userinfo(resource: string): FaultWords | null {
  const [, , authority = ''] = URL_LIKE.exec(resource) ?? []
  if (!authority.includes('@')) return null
  return {
    message: "the resource has a user name or password before the host; the host begins after the last '@'",
    hint: 'delete them: the workspace injects credentials, and these should be rotated',
    fixed: resource.replace(/\/\/[^/?#]*@/, '//'),
  }
}

export function queryOrFragment(resource: string): FaultWords | null {
  const at = resource.search(/[?#]/)
  if (at === -1) return null
  const name = resource[at] === '?' ? 'query' : 'fragment'
  return {
    message: `the ${name} '${hiddenInUrl(resource).slice(at, at + 40)}' is not compared`,
    hint: `delete it; a rule cannot tell requests apart by their ${name}`,
    fixed: resource.slice(0, at),
  }
}

export function wildcardNotSuffix(resource: string): FaultWords | null {
  if (!/\*+[^*]/.test(resource)) return null
  return {
    message: "'*' before the end is not documented: the server may take it for a literal asterisk",
    hint: 'write one rule for each value that is meant',
  }
}

export function nonCanonical(resource: string, use: ResourceUse): FaultWords | null {
  if (/\s/.test(resource)) return blank(resource)
  if (/\*{2,}$/.test(resource))
    return { message: "'**' means the same as '*'", ...writing(resource.replace(/\*+$/, '*')) }
  const [, scheme, authority, path] = URL_LIKE.exec(resource) ?? []
  if (scheme === undefined || authority === undefined || path === undefined) return withoutScheme(resource)
  if (/\P{ASCII}/u.test(authority)) return foreignHost({ scheme, authority, path })
  if (path === '' && !resource.endsWith('*')) return withoutPath(resource, use)
  const canonical = normaliseOrigin(scheme, authority) + path
  if (canonical !== resource)
    return { message: `requests are compared as ${canonical}`, ...writing(canonical) }
  return dotSegments(resource, path, use)
}

/** Reports a host that is not in ASCII. bücher.example is only misspelt; a host with look-alike letters imitates another. */
function foreignHost({
  scheme,
  authority,
  path,
}: Record<'scheme' | 'authority' | 'path', string>): FaultWords {
  const meant = looksLike(authority)
  if (meant !== null)
    return {
      message: `the host looks like ${meant} but is another: it has ${letterText(foreignLetterIn(authority))} in it`,
      ...writing(`${scheme}://${meant}${path}`),
    }
  return {
    message: `the host ${authority} is not written in ASCII, as requests write it`,
    hint: 'write the host in its xn-- form',
  }
}

function blank(resource: string): FaultWords {
  const trimmed = resource.trim()
  return {
    message: 'the resource has a blank in it, which no URL has',
    hint: /\s/.test(trimmed)
      ? 'delete it, or write %20 where one is meant'
      : 'delete the blank around the text',
    fixed: resource.replace(/\s/g, ''),
  }
}

/** The hint for a resource without a path: for a grant it must not widen access; a deny may deny more. */
function withoutPath(resource: string, use: ResourceUse): FaultWords {
  return {
    message: `${resource} has no path, so it matches only ${resource}/`,
    ...(use === 'deny'
      ? { hint: `write ${resource}/* to deny all below it`, fixed: `${resource}/*` }
      : writing(`${resource}/`)),
  }
}

function writing(fixed: string): Pick<FaultWords, 'hint' | 'fixed'> {
  return { hint: `write ${fixed}`, fixed }
}

function withoutScheme(resource: string): FaultWords {
  const rest = resource.replace(/^(?:https?:)?\/*/i, '')
  const isHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\//i.test(rest)
  return {
    message: `${resource} has no scheme and host at its beginning, so it matches no URL`,
    ...(isHost
      ? writing(`https://${hostInLowerCase(rest)}`)
      : { hint: 'write the whole URL: https://, the host, and the path' }),
  }
}

function hostInLowerCase(rest: string): string {
  const slash = rest.indexOf('/')
  return lowerCase(rest.slice(0, slash)) + rest.slice(slash)
}

function dotSegments(resource: string, path: string, use: ResourceUse): FaultWords | null {
  if (!/\/\.{1,2}(?:\/|$)/.test(path)) return null
  return {
    message: `${resource} has '.' or '..' in its path, which clients resolve before they send`,
    hint:
      use === 'deny'
        ? 'deny the path that they lead to as well'
        : 'write one rule for the path that they lead to',
  }
}
