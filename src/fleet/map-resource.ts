/**
 * Hosts in resources and URLs. A host is swapped as a whole; scheme, port and path stay. A pattern
 * for several hosts cannot be swapped, and is reported.
 */
import type { TargetMap } from './target-map.ts'

const WITH_HOST = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/?#]*@)?)([^/?#@:]*)(.*)$/s

/** The host of a resource or URL, in lower case; null where it names none, or has a `*` before its path. */
export function literalHost(resource: string): string | null {
  const [, , host = '', rest = ''] = WITH_HOST.exec(resource) ?? []
  const [authorityEnd = ''] = rest.split(/[/?#]/, 1)
  return host === '' || host.includes('*') || authorityEnd.includes('*') ? null : host.toLowerCase()
}

/** @returns the resource itself where its host is not among those that the map names. */
export function mappedResource(resource: string, hosts: TargetMap['hosts']): string {
  const host = literalHost(resource)
  const to = host === null ? undefined : hosts.get(host)
  if (to === undefined) return resource
  return resource.replace(WITH_HOST, (_text, head: string, _host: string, rest: string) => head + to + rest)
}

/**
 * Tells whether a pattern may reach a host behind a `*` without being for every
 * host: its meaning would change with the host's name, and no text of it can be
 * swapped. A pattern for every host means the same whatever hosts are called.
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

/** `*`, `https://*` and `https://*` with any path: every URL has a host there, and no letter of it counts. */
function isForEveryHost(resource: string): boolean {
  return /^\*+$/.test(resource) || /^[A-Za-z][A-Za-z0-9+.-]*:\/\/\*+(?:\/|$)/.test(resource)
}

/** Decides cautiously for a pattern without a plain scheme, since its text may be anywhere in a URL. */
function namesPartOf(resource: string, host: string): boolean {
  const parts = resource.toLowerCase().split(/[*/]/)
  return parts.some((part) => part !== '' && (host.includes(part) || part.includes(host)))
}
