/**
 * Replaces hosts in resources and URLs. A host is replaced as a whole; scheme, port and path stay.
 * In a pattern for several hosts nothing can be replaced; map-faults.ts reports it.
 */
import type { TargetMap } from './target-map.ts'

const WITH_HOST = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/?#]*@)?)([^/?#@:]*)(.*)$/s

/** Returns the host of a resource or URL, in lower case; null if it names none, or has a `*` before its path. */
export function literalHost(resource: string): string | null {
  const [, , host = '', rest = ''] = WITH_HOST.exec(resource) ?? []
  const [authorityEnd = ''] = rest.split(/[/?#]/, 1)
  return host === '' || host.includes('*') || authorityEnd.includes('*') ? null : host.toLowerCase()
}

/** @returns the resource unchanged if the map does not name its host. */
export function mappedResource(resource: string, hosts: TargetMap['hosts']): string {
  const host = literalHost(resource)
  const to = host === null ? undefined : hosts.get(host)
  if (to === undefined) return resource
  return resource.replace(WITH_HOST, (_text, head: string, _host: string, rest: string) => head + to + rest)
}

/**
 * Tells whether a pattern may match a host by a `*`, but not every host. Its meaning
 * would change with the host's name, and it has no whole host to replace. A pattern
 * for every host means the same with any names.
 */
export function reachesBehindStar(resource: string, host: string): boolean {
  if (!resource.includes('*') || literalHost(resource) !== null || isForEveryHost(resource)) return false
  const [, authority] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(resource) ?? []
  if (authority === undefined) return namesPartOf(resource, host)
  const [head = '', ...segments] = authority.toLowerCase().split('*')
  if (head !== '') return host.startsWith(head) || head.startsWith(`${host}:`)
  const last = segments.pop() ?? ''
  return segments.some((part) => part !== '' && host.includes(part)) || (last !== '' && host.endsWith(last))
}

/** Tells whether a pattern matches every host: `*`, `https://*`, and `https://*` with any path. */
function isForEveryHost(resource: string): boolean {
  return /^\*+$/.test(resource) || /^[A-Za-z][A-Za-z0-9+.-]*:\/\/\*+(?:\/|$)/.test(resource)
}

/** Decides cautiously for a pattern without a plain scheme, since its text may be anywhere in a URL. */
function namesPartOf(resource: string, host: string): boolean {
  const parts = resource.toLowerCase().split(/[*/]/)
  return parts.some((part) => part !== '' && (host.includes(part) || part.includes(host)))
}
