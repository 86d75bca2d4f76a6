/**
 * A second evaluator, written apart from the engine: regular expressions over
 * written patterns, every request of a small world one by one. It shares no
 * code with src/access, only the documents' types.
 */
import type { AccessSide } from '../../src/access/model/access-side.ts'
import type { Region, RouteTaken } from '../../src/access/model/region.ts'
import type { Route, Rule, Spec } from '../../src/policy/policy.ts'
import type { Request } from '../../src/policy/request.ts'

export interface Verdict {
  readonly vote: string
  /** `policy/index` of the route, null where none is taken. */
  readonly route: string | null
  /** Who is asked, how and for how long: what must differ for a reroute. */
  readonly approval: string | null
}

const matchesOf = new Map<string, Map<string, boolean>>()

export function urlMatches(pattern: string, url: string): boolean {
  const known = matchesOf.get(pattern) ?? new Map<string, boolean>()
  matchesOf.set(pattern, known)
  let isMatch = known.get(url)
  if (isMatch === undefined) {
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*')
    isMatch = new RegExp(`^${source}$`).test(url)
    known.set(url, isMatch)
  }
  return isMatch
}

function selects(entry: Rule | Route, request: Request): boolean {
  if (entry.operations !== undefined && entry.operations.length > 0)
    if (!entry.operations.some((name) => name.toUpperCase() === request.method)) return false
  if (entry.resource !== undefined && entry.resource !== '' && !urlMatches(entry.resource, request.url))
    return false
  if (entry.tags === undefined || entry.tags.length === 0) return true
  for (const tag of entry.tags) if (request.tags.includes(tag)) return true
  return false
}

function routeSelects(route: Route, request: Request): boolean {
  if (!selects(route, request)) return false
  const { toolIds = [], capabilities = [] } = route
  if (toolIds.length > 0 && (request.tool === null || !toolIds.includes(request.tool))) return false
  return (
    capabilities.length === 0 || (request.capability !== null && capabilities.includes(request.capability))
  )
}

/** The votes of these policies joined; `unmatched` where no rule speaks. */
export function verdict(
  request: Request,
  specs: readonly (readonly [string, Spec])[],
  unmatched: 'deny' | 'none',
): Verdict {
  const permissions = new Set<string>()
  const asking: (readonly [string, Spec])[] = []
  for (const [name, spec] of specs)
    for (const rule of spec.policies)
      if (selects(rule, request)) {
        permissions.add(rule.permission)
        if (rule.permission === 'approval_required') asking.push([name, spec])
      }
  if (permissions.has('deny')) return { vote: 'deny', route: null, approval: null }
  if (permissions.has('approval_required')) return approval(request, asking)
  return { vote: permissions.has('allow') ? 'allow' : unmatched, route: null, approval: null }
}

function approval(request: Request, asking: readonly (readonly [string, Spec])[]): Verdict {
  const names = asking.map(([name]) => name).sort()
  const [name, spec] = asking.find((entry) => entry[0] === names[0]) ?? ['', { policies: [] }]
  const routes = spec.approvals ?? []
  const index = routes.findIndex((route) => routeSelects(route, request))
  const route = routes[index]
  const groups = [...new Set(route?.approvers?.groups ?? [])].sort()
  const asked = [
    groups,
    // All of one group is any of it.
    groups.length > 1 ? (route?.approvers?.match ?? 'any') : 'any',
    route?.defaultDuration ?? null,
    route?.delivery?.connectors ?? [],
  ]
  return {
    vote: 'approval_required',
    route: index < 0 ? null : `${name}/${index}`,
    approval: index < 0 ? 'nobody' : JSON.stringify(asked),
  }
}

export function boundTo(side: AccessSide, agent: string): readonly (readonly [string, Spec])[] {
  return (side.bindings.get(agent) ?? []).flatMap((name) => {
    const spec = side.policies.get(name)
    return spec === undefined ? [] : [[name, spec] as const]
  })
}

export function isChange(before: Verdict, after: Verdict): boolean {
  return before.vote !== after.vote || before.approval !== after.approval
}

/** Membership by the words of the document alone. */
export function contains(region: Region, request: Request): boolean {
  const { operations, exceptOperations, tools, capabilities } = region
  if (!operations.includes('*') && !operations.includes(request.method)) return false
  if (exceptOperations.includes(request.method)) return false
  if (!urlMatches(region.resource, request.url)) return false
  if (region.exceptResources.some((pattern) => urlMatches(pattern, request.url))) return false
  if (region.withTags.some((tag) => !request.tags.includes(tag))) return false
  if (region.withoutTags.some((tag) => request.tags.includes(tag))) return false
  if (tools.length > 0 && (request.tool === null || !tools.includes(request.tool))) return false
  if (request.tool !== null && region.exceptTools.includes(request.tool)) return false
  if (capabilities.length > 0 && (request.capability === null || !capabilities.includes(request.capability)))
    return false
  return request.capability === null || !region.exceptCapabilities.includes(request.capability)
}

export function routeName(route: RouteTaken | null): string | null {
  return route === null ? null : `${route.policy}/${route.route}`
}
