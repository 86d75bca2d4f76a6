/**
 * Finds the policies whose changed rules may match requests of another policy's changed rules.
 * Only these can interfere with each other between two writes. A doubt counts as an
 * overlap. Two selectors are apart only if their methods are, or if neither has
 * tags and both resources match no common text behind a whole host.
 */
import { starsMeet } from '../access/model/star-pattern.ts'
import { normaliseOrigin } from '../access/model/url.ts'
import type { Rule } from '../policy/policy.ts'

export interface Touching {
  readonly policy: string
  /** Rules whose effect changes. */
  readonly touched: readonly Rule[]
}

/** With more selectors than this, choosing would cost too much; then all that overlap are named. */
const MOST_CHOSEN = 2000

/**
 * Names policies until the rest do not overlap each other. A policy that may match anything is
 * looked at last: looked at first, it would make all others named.
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

/** Policies that reach least come first and so are left unnamed. */
function byReach(a: Touching, b: Touching): number {
  const shortest = ({ policy, touched }: Touching): number =>
    Math.min(...touched.map((rule) => areaOf(policy, rule).start.length))
  return shortest(b) - shortest(a) || (a.policy < b.policy ? -1 : 1)
}

function isOverlap(a: Area, b: Area): boolean {
  if (a.policy === b.policy) return false
  return shareMethod(a, b) && starsMeet(a.pattern, b.pattern)
}

/** Names of those that overlap with at least one other. */
export function overlapping(all: readonly Touching[]): ReadonlySet<string> {
  const areas = all.flatMap(({ policy, touched }) => touched.map((rule) => areaOf(policy, rule)))
  areas.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const found = new Set<string>()
  // Sorted texts: what starts with `outer.start` stands in one run right behind it, so the open ones nest.
  const around: Area[] = []
  for (const area of areas) {
    while (around.length > 0 && !area.start.startsWith(around.at(-1)?.start ?? '')) around.pop()
    markOverlaps(area, around, found)
    around.push(area)
  }
  return found
}

/** Requests that a selector can match at most: methods, and how their URL starts. */
interface Area {
  readonly policy: string
  /** '' where anything is possible. */
  readonly start: string
  /** The same with what follows its first `*`. */
  readonly pattern: string
  /** null: every method. */
  readonly methods: ReadonlySet<string> | null
}

/** Beyond this many around one area, looking at each would cost more than an overlap too many. */
const MOST_COMPARED = 100

function markOverlaps(area: Area, around: readonly Area[], found: Set<string>): void {
  const isCrowded = around.length > MOST_COMPARED
  if (isCrowded) found.add(area.policy)
  // Those around were marked when their number passed the limit.
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
  // Without the slash a `*` may still go on with the host: https://api.example* matches https://api.example.org.
  if (path === undefined && literal !== resource) return ''
  return `${normaliseOrigin(scheme, host)}${path ?? '/'}`
}

/** The meaning of a query depends on the reading, so anything may follow a query. */
function restOf(resource: string, start: string): string {
  if (start === '' || /[?#]/.test(resource)) return '*'
  const star = resource.indexOf('*')
  return star < 0 ? '' : resource.slice(star)
}
