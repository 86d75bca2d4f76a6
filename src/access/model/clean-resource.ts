/** No request has a longer URL. The limit also keeps hostile patterns from costing time. */
export const LONGEST_RESOURCE = 2000

/**
 * Resources as nearly all are written: a host in lower case without a port, a path of
 * usual characters, and no `*` but the last character. Such a resource has no fault, and
 * is its own normal form (property tests compare).
 */
const CLEAN =
  /^https?:\/\/[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\/(?:[A-Za-z0-9_~-]+(?:[./][A-Za-z0-9_~-]+)*\/?)?\*?$/

export function isCleanResource(resource: unknown): resource is string {
  return typeof resource === 'string' && resource.length <= LONGEST_RESOURCE && CLEAN.test(resource)
}
