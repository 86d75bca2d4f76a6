/** Tells whether the `*` of a pattern reaches a host. */
import { reachesBehindStar } from './map-resource.ts'

/** `scheme://` and a host with one `*` and no port, then a path or nothing. */
const ONE_STAR = /^[a-z][a-z0-9+.-]*:\/\/([^/?#*:@]*)\*([^/?#*:@]*)(?:\/|$)/

/**
 * @param host in lower case.
 * @returns 'maybe' if the `*` may stand for more than a part of the host. 'no' also for a pattern that names
 * its host in full, or matches every host: its meaning does not depend on the names of hosts.
 */
export function hostReach(resource: string, host: string): 'yes' | 'no' | 'maybe' {
  if (!reachesBehindStar(resource, host)) return 'no'
  const [, head, tail] = ONE_STAR.exec(resource.toLowerCase()) ?? []
  if (head === undefined || tail === undefined) return 'maybe'
  const isReached = host.length >= head.length + tail.length && host.startsWith(head) && host.endsWith(tail)
  return isReached ? 'yes' : 'no'
}
