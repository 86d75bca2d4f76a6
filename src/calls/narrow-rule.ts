/**
 * Narrows a rule to certain requests: it drops unused methods and makes the
 * prefix longer, but never so long that the rule is about a single object
 * (`/v1/customers/c_1`).
 */
import { foreignSign, isRegularExpression } from '../access/model/meaningless-pattern.ts'
import { coversPattern, parsePattern } from '../access/model/pattern.ts'
import { METHODS, textsOf } from '../access/model/reading.ts'
import type { Rule } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'

/**
 * @param requests at least one, all matched by the rule.
 * @param depth the most segments of a path that a prefix may have.
 * @returns null if the rule cannot be narrower.
 */
export function narrowRule(rule: Rule, requests: readonly Request[], depth: number): Rule | null {
  const operations = fewerMethods(rule, requests)
  const resource = longerPrefix(rule, requests, depth)
  if (operations === null && resource === null) return null
  return {
    ...rule,
    ...(operations === null ? {} : { operations: [...operations] }),
    ...(resource === null ? {} : { resource }),
  }
}

function fewerMethods({ operations }: Rule, requests: readonly Request[]): readonly string[] | null {
  const used = new Set(requests.map(({ method }) => method.toUpperCase()))
  const written = textsOf(operations)
  if (written.length === 0 || written.includes('*')) {
    // Lint refuses unknown methods in `operations`, so with one the rule keeps matching all methods.
    return [...used].every((method) => METHODS.includes(method))
      ? METHODS.filter((method) => used.has(method))
      : null
  }
  const kept = written.filter((method) => used.has(method.toUpperCase()))
  return kept.length < written.length ? kept : null
}

/** The text of a segment that a pattern can contain literally. */
const PLAIN_SEGMENT = /^[\w.~!$&'()+,;=:@%-]+$/
const SPLIT = /^([^:/]+:\/\/[^/]+)\/(.*)$/s

function longerPrefix({ resource }: Rule, requests: readonly Request[], depth: number): string | null {
  const before = parsePattern(resource)
  if (before.isExact || before.glob !== null) return null
  const urls = requests.map(({ url }) => SPLIT.exec(url) ?? [])
  const [[, origin] = []] = urls
  if (origin === undefined || origin.includes('*') || urls.some(([, other]) => other !== origin)) return null
  const paths = urls.map(([, , path = '']) => path.split('/'))
  const after = prefixOf(origin, paths, sharedSegments(paths, depth))
  const narrow = parsePattern(after)
  const isNarrower = coversPattern(before, narrow) && narrow.key.length > before.key.length
  return isNarrower && urls.every(([url = '']) => url.startsWith(narrow.key)) ? after : null
}

/** Leaves out a segment like `:id`, and all after it: lint takes it for a sign of another pattern language. */
function prefixOf(origin: string, paths: readonly (readonly string[])[], shared: readonly string[]): string {
  const goesOn = paths.every((path) => path.length > shared.length)
  const text = [origin, ...shared].join('/')
  const prefix = goesOn || shared.length === 0 ? `${text}/*` : `${text}*`
  const isForeign = foreignSign(prefix) !== null || isRegularExpression(prefix)
  return isForeign && shared.length > 0 ? prefixOf(origin, paths, shared.slice(0, -1)) : prefix
}

/** Returns the common start of all paths. Segments that a gateway may resolve, or that are no plain text, end it. */
function sharedSegments(paths: readonly (readonly string[])[], depth: number): readonly string[] {
  const [first = []] = paths
  const shared: string[] = []
  for (const [index, segment] of first.slice(0, depth).entries()) {
    const isPlain = PLAIN_SEGMENT.test(segment) && segment !== '.' && segment !== '..'
    if (!isPlain || paths.some((path) => path[index] !== segment)) break
    shared.push(segment)
  }
  return shared
}
