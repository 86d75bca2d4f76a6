/**
 * Which policies touch requests that another one touches too. Only those can
 * get in each other's way while they change. A doubt counts as an overlap:
 * two selectors are apart only if their methods are, or if neither has tags
 * and their resources start differently after a whole host.
 */
import type { Rule } from '../policy/policy.ts'

export interface Touching {
  readonly policy: string
  /** Rules whose effect changes. */
  readonly touched: readonly Rule[]
}

/** Names of those that overlap with at least one other. */
export function overlapping(all: readonly Touching[]): ReadonlySet<string> {
  const areas = all.flatMap(({ policy, touched }) => touched.map((rule) => areaOf(policy, rule)))
  areas.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const found = new Set<string>()
  let around: Area[] = []
  for (const area of areas) {
    // Sorted texts: whatever starts with `outer.start` stands in one run right behind it.
    around = around.filter((outer) => area.start.startsWith(outer.start))
    markAll(area, around, found)
    around.push(area)
  }
  return found
}

/** Requests that a selector can match at most: methods, and how their URL starts. */
interface Area {
  readonly policy: string
  /** '' where anything is possible. */
  readonly start: string
  /** null: every method. */
  readonly methods: ReadonlySet<string> | null
}

/** Beyond this many around one area, looking at each would cost more than an overlap too many. */
const MOST_COMPARED = 100

function markAll(area: Area, around: readonly Area[], found: Set<string>): void {
  const isCrowded = around.length > MOST_COMPARED
  for (const outer of around) {
    if (outer.policy === area.policy) continue
    if (found.has(area.policy) && found.has(outer.policy)) continue
    if (isCrowded || shareMethod(area, outer)) found.add(area.policy).add(outer.policy)
  }
}

function shareMethod(a: Area, b: Area): boolean {
  if (a.methods === null || b.methods === null) return true
  const { methods } = b
  return [...a.methods].some((method) => methods.has(method))
}

function areaOf(policy: string, rule: Rule): Area {
  const operations = rule.operations ?? []
  return {
    policy,
    start: (rule.tags ?? []).length > 0 ? '' : startOf(rule.resource ?? ''),
    methods: operations.length === 0 ? null : new Set(operations.map((method) => method.toUpperCase())),
  }
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': ':80', 'https:': ':443' }

/** What every matching URL starts with, in any spelling of scheme, host and default port; '' where that is not sure. */
function startOf(resource: string): string {
  const literal = resource.split('*', 1)[0] ?? ''
  const parts = /^([a-z][a-z0-9+.-]*:)\/\/([^/?#@\\]+)(?:$|(\/[^?#]*))/i.exec(literal)
  if (parts === null) return ''
  const [, scheme = '', host = '', path] = parts
  // Without the slash a `*` may still go on with the host: https://api.example* matches https://api.example.org.
  if (path === undefined && literal !== resource) return ''
  const port = DEFAULT_PORTS[scheme.toLowerCase()] ?? ''
  const authority = host.toLowerCase()
  const bare = port !== '' && authority.endsWith(port) ? authority.slice(0, -port.length) : authority
  return `${scheme.toLowerCase()}//${bare}${path ?? '/'}`
}
