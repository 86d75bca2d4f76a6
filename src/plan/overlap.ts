/**
 * Finds the policies whose changed rules may match requests of another policy's changed rules.
 * Only these can interfere with each other between two writes. A doubt counts as an
 * overlap. Two selectors do not overlap only if they have no common method, or if neither
 * has tags and no URL matches both resources, each of which names a whole host.
 */
import { starsMeet } from '../access/model/star-pattern.ts'
import { normaliseOrigin } from '../access/model/url.ts'
import type { Rule } from '../policy/policy.ts'

export interface Touching {
  readonly policy: string
  /** Rules whose effect changes. */
  readonly touched: readonly Rule[]
}

/** With more selectors than this, choosing costs too much, and all overlapping policies are named. */
const MOST_CHOSEN = 2000

/**
 * Names policies until the others do not overlap each other. A policy that may match
 * anything comes last: if it came first, all others would be named.
 */
export function overlapCover(all: readonly Touching[]): ReadonlySet<string> {
  const names = overlapping(all)
  const open = all.filter(({ policy }) => names.has(policy))
  if (open.reduce((sum, { touched }) => sum + touched.length, 0) > MOST_CHOSEN) return names
  const left: Area[] = []
  const cover = new Set<string>()
  for (const { policy, touched } of [...open].sort(byReach)) {
    const areas = touched.map((rule) => areaOf(policy, rule))
    if (areas.some((area) => left.some((other) => isOverlap(area, other)))) cover.add(policy)
    else left.push(...areas)
  }
  return cover
}

/** Sorts policies with the smallest reach first, so that they are not named. */
function byReach(a: Touching, b: Touching): number {
  const shortest = ({ policy, touched }: Touching): number =>
    Math.min(...touched.map((rule) => areaOf(policy, rule).start.length))
  return shortest(b) - shortest(a) || (a.policy < b.policy ? -1 : 1)
}

function isOverlap(a: Area, b: Area): boolean {
  if (a.policy === b.policy) return false
  return shareMethod(a, b) && starsMeet(a.pattern, b.pattern)
}

/** Names of the policies that overlap with at least one other. */
export function overlapping(all: readonly Touching[]): ReadonlySet<string> {
  const areas = all.flatMap(({ policy, touched }) => touched.map((rule) => areaOf(policy, rule)))
  areas.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const found = new Set<string>()
  // In sorted order the areas that start with `outer.start` follow it directly, so the open areas are nested.
  const around: Area[] = []
  for (const area of areas) {
    while (around.length > 0 && !area.start.startsWith(around.at(-1)?.start ?? '')) around.pop()
    markOverlaps(area, around, found)
    around.push(area)
  }
  return found
}

/** An upper bound of the requests that a selector matches: methods, and the start of the URL. */
interface Area {
  readonly policy: string
  /** The literal start; '' if any URL is possible. */
  readonly start: string
  /** The start, and the rest of the resource from its first `*`. */
  readonly pattern: string
  /** null: every method. */
  readonly methods: ReadonlySet<string> | null
}

/** With more surrounding areas than this, comparing each costs more than a false overlap. */
const MOST_COMPARED = 100

function markOverlaps(area: Area, around: readonly Area[], found: Set<string>): void {
  const isCrowded = around.length > MOST_COMPARED
  if (isCrowded) found.add(area.policy)
  // The surrounding areas were marked when their number passed the limit.
  if (around.length > MOST_COMPARED + 1) return
  for (const outer of around) {
    if (outer.policy === area.policy) continue
    if (isCrowded || (shareMethod(area, outer) && starsMeet(area.pattern, outer.pattern)))
      found.add(area.policy).add(outer.policy)
  }
}

function shareMethod(a: Area, b: Area): boolean {
  if (a.methods === null || b.methods === null) return true
  const { methods } = b
  return [...a.methods].some((method) => methods.has(method))
}

function areaOf(policy: string, rule: Rule): Area {
  const methods = (rule.operations ?? []).map((method) => method.toUpperCase())
  const start = (rule.tags ?? []).length > 0 ? '' : startOf(rule.resource ?? '')
  return {
    policy,
    start,
    pattern: start + restOf(rule.resource ?? '', start),
    methods: methods.length === 0 || methods.includes('*') ? null : new Set(methods),
  }
}

/**
 * Returns the start that every matching URL has, in any spelling of scheme, host
 * and default port; '' when it is not certain.
 */
function startOf(resource: string): string {
  const literal = resource.split('*', 1)[0] ?? ''
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#@\\]+)(?:$|(\/[^?#]*))/i.exec(literal)
  if (parts === null) return ''
  const [, scheme = '', host = '', path] = parts
  // Without a slash behind the host, a `*` may continue the host: https://api.example* matches https://api.example.org.
  if (path === undefined && literal !== resource) return ''
  return `${normaliseOrigin(scheme, host)}${path ?? '/'}`
}

/** The rest of the resource from its first `*`. With a query it is `*`: how a query matches depends on the reading. */
function restOf(resource: string, start: string): string {
  if (start === '' || /[?#]/.test(resource)) return '*'
  const star = resource.indexOf('*')
  return star < 0 ? '' : resource.slice(star)
}
