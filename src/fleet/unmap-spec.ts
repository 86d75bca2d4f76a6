/**
 * Reverses a map: finds the spec for a file that the map of a target turns into the wanted spec.
 * The result is mapped again and compared, so it is exact or refused.
 */
import type { NodePath } from '../parse/node.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { Route, Spec } from '../policy/policy.ts'
import { literalHost, mappedResource, reachesBehindStar } from './map-resource.ts'
import { mapSpec } from './map-spec.ts'
import { isEmptyMap, type MappedKind, type TargetMap } from './target-map.ts'

/** The spec; or the first value that no file can express, with the text that follows 'the map of TARGET'. */
export type Unmapped = { readonly spec: Spec } | { readonly path: NodePath; readonly fact: string }

/**
 * @param wanted with the names of the target.
 * @param written as the file has it now: names that it has already are kept; null: there is no file yet.
 */
export function unmapSpec(wanted: Spec, written: Spec | null, map: TargetMap): Unmapped {
  if (isEmptyMap(map)) return { spec: wanted }
  try {
    const spec = specWith(wanted, { written, map })
    return isSameSpec(mapSpec(spec, map).spec, wanted)
      ? { spec }
      : { path: ['spec'], fact: 'cannot be reversed for this spec' }
  } catch (error) {
    if (error instanceof NoWayBack) return { path: error.path, fact: error.fact }
    throw error
  }
}

class NoWayBack extends Error {
  readonly path: NodePath
  readonly fact: string

  constructor(path: NodePath, fact: string) {
    super(fact)
    this.path = path
    this.fact = fact
  }
}

interface Way {
  readonly written: Spec | null
  readonly map: TargetMap
}

function specWith(wanted: Spec, way: Way): Spec {
  const { written } = way
  const resource = resourcesOf(way)
  const policies = wanted.policies.map((rule, at) =>
    typeof rule.resource === 'string'
      ? {
          ...rule,
          resource: resource(rule.resource, ['spec', 'policies', at, 'resource'], written?.policies[at]),
        }
      : rule,
  )
  if (wanted.approvals == null) return { ...wanted, policies }
  const approvals = wanted.approvals.map((route, at): Route => {
    const path = ['spec', 'approvals', at]
    const before = writtenRoute(route, at, way)
    return {
      ...withNames(route, { before, path, way }),
      ...(typeof route.resource === 'string' && {
        resource: resource(route.resource, [...path, 'resource'], before),
      }),
    }
  })
  return { ...wanted, policies, approvals }
}

type Located = { readonly resource?: string | null } | null | undefined

/** Finds the file's resource for a wanted one: the resource at the same place, else the one whose only host fits. */
function resourcesOf(way: Way): (text: string, path: NodePath, before: Located) => string {
  const { written, map } = way
  const all = [...(written?.policies ?? []), ...(written?.approvals ?? [])].flatMap(({ resource }) =>
    typeof resource === 'string' ? [resource] : [],
  )
  const becomes = (resource: string): string => mappedResource(resource, map.hosts)
  return (text, path, before) => {
    if (typeof before?.resource === 'string' && becomes(before.resource) === text) return before.resource
    const known = all.filter((resource) => becomes(resource) === text)
    if (new Set(known.map(literalHost)).size === 1) return known[0] ?? text
    return unmappedResource(text, path, { map, used: new Set(all.map(literalHost)) })
  }
}

interface Used {
  readonly map: TargetMap
  /** Hosts of the file. */
  readonly used: ReadonlySet<string | null>
}

function unmappedResource(text: string, path: NodePath, { map, used }: Used): string {
  const host = literalHost(text)
  if (host !== null) {
    const name = unmappedName({ kind: 'hosts', name: host, path }, map, (one) => used.has(one))
    return mappedResource(text, new Map([[host, name]]))
  }
  for (const [from, to] of map.hosts)
    for (const one of [from, to])
      if (from !== to && reachesBehindStar(text, one))
        throw new NoWayBack(path, `would have to change the host ${one} after the * of ${text}`)
  return text
}

interface Naming {
  readonly before: Route | null
  readonly path: NodePath
  readonly way: Way
}

function withNames(route: Route, { before, path, way }: Naming): Route {
  const { toolIds, approvers, delivery } = route
  const list = (kind: MappedKind, names: readonly string[], at: NamedList): readonly string[] =>
    unmappedNames(names, { kind, before: at.before ?? [], path: [...path, ...at.below] }, way)
  return {
    ...route,
    ...(toolIds != null && {
      toolIds: list('tools', toolIds, { before: before?.toolIds, below: ['toolIds'] }),
    }),
    ...(approvers?.groups != null && {
      approvers: {
        ...approvers,
        groups: list('groups', approvers.groups, {
          before: before?.approvers?.groups,
          below: ['approvers', 'groups'],
        }),
      },
    }),
    ...(delivery?.connectors != null && {
      delivery: {
        ...delivery,
        connectors: list('connectors', delivery.connectors, {
          before: before?.delivery?.connectors,
          below: ['delivery', 'connectors'],
        }),
      },
    }),
  }
}

interface NamedList {
  readonly before: readonly string[] | null | undefined
  readonly below: NodePath
}

interface Names {
  readonly kind: MappedKind
  /** The list in the file that this one comes from. */
  readonly before: readonly string[]
  readonly path: NodePath
}

/** Names in the file's list stay; if the map made two names one, both stay. */
function unmappedNames(
  names: readonly string[],
  { kind, before, path }: Names,
  { map }: Way,
): readonly string[] {
  const becomes = (one: string): string => map[kind].get(one) ?? one
  if (JSON.stringify(before.map(becomes)) === JSON.stringify(names)) return before
  const unmapped = names.flatMap((name, at) => {
    const kept = before.filter((one) => becomes(one) === name)
    return kept.length > 0 ? kept : [unmappedName({ kind, name, path: [...path, at] }, map, () => false)]
  })
  return [...new Set(unmapped)]
}

interface Name {
  readonly kind: MappedKind
  readonly name: string
  readonly path: NodePath
}

/** @param isWritten tells whether the file uses a name. @throws NoWayBack if no name, or more than one, becomes this one. */
function unmappedName(
  { kind, name, path }: Name,
  map: TargetMap,
  isWritten: (name: string) => boolean,
): string {
  const entries = [...map[kind]].filter(([, to]) => to === name).map(([from]) => from)
  const stays = !map[kind].has(name) && (entries.length === 0 || isWritten(name))
  const all = stays ? [...entries, name] : entries
  const [only] = all
  if (only !== undefined && all.length === 1) return only
  throw new NoWayBack(
    path,
    only === undefined
      ? `replaces every ${name} by ${map[kind].get(name)}, so no file can name ${name} for this target`
      : `replaces both ${all.join(' and ')} by ${name}, so the name for the file is not clear`,
  )
}

/** Finds the file's route: one that maps to this route, at the same place first; else the one with its name, or at its place. */
function writtenRoute(route: Route, at: number, { written, map }: Way): Route | null {
  if (written === null) return null
  const routes = written.approvals ?? []
  const text = JSON.stringify(route)
  const isSame = (mapped: Route | undefined): boolean => JSON.stringify(mapped) === text
  const mapped = mapSpec(written, map).spec.approvals ?? []
  const same = isSame(mapped[at]) ? at : mapped.findIndex(isSame)
  const named = route.name == null ? -1 : routes.findIndex(({ name }) => name === route.name)
  return routes[same] ?? routes[named] ?? routes[at] ?? null
}
