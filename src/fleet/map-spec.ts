/** Replaces names in the rules and routes of a policy by those of a target. */
import type { NodePath } from '../parse/node.ts'
import type { Route, Rule, Spec } from '../policy/policy.ts'
import { literalHost, mappedResource } from './map-resource.ts'
import type { MappedKind, MappedName, TargetMap } from './target-map.ts'

/** A value of a policy that the map changes. */
export interface MappedValue extends MappedName {
  /** The path in the policy, from its root. */
  readonly path: NodePath
}

export interface MappedSpec {
  /** The same spec if nothing in it is mapped. */
  readonly spec: Spec
  readonly mapped: readonly MappedValue[]
}

export function mapSpec(spec: Spec, map: TargetMap): MappedSpec {
  if (swapsIn(spec, map).length === 0) return { spec, mapped: [] }
  const mapped: MappedValue[] = []
  const names = namesIn(
    spec,
    (kind, name, path) => {
      const to = map[kind].get(name)
      if (to !== undefined && to !== name) mapped.push({ kind, from: name, to, path })
      return to ?? name
    },
    map,
  )
  return mapped.length === 0 ? { spec, mapped } : { spec: names, mapped }
}

/** The names of the spec that the map swaps, one for each place. */
export function swapsIn(spec: Spec, map: TargetMap): readonly MappedName[] {
  return mappableNames(spec).flatMap(({ kind, from }): readonly MappedName[] => {
    const to = map[kind].get(from) ?? from
    return to === from ? [] : [{ kind, from, to }]
  })
}

type MappableName = Omit<MappedName, 'to'>

/** A name with its path in the policy, from its root. */
export type PlacedName = MappableName & { readonly path: NodePath }

const known = new WeakMap<Spec, readonly MappableName[]>()

/**
 * Returns every name that a map may replace, once for each place; cached by the spec. The places
 * are left out, since they take more memory than the names, and a fleet has tens of thousands of specs.
 */
export function mappableNames(spec: Spec): readonly MappableName[] {
  const names = known.get(spec) ?? placedNames(spec).map(({ kind, from }) => ({ kind, from }))
  known.set(spec, names)
  return names
}

export function placedNames(spec: Spec): readonly PlacedName[] {
  const names: PlacedName[] = []
  namesIn(
    spec,
    (kind, from, path) => {
      names.push({ kind, from, path })
      return from
    },
    null,
  )
  return names
}

type Swap = (kind: MappedKind, name: string, path: NodePath) => string

function namesIn(spec: Spec, swap: Swap, map: TargetMap | null): Spec {
  const resource = (written: string, path: NodePath): string => {
    const host = literalHost(written)
    if (host === null) return written
    swap('hosts', host, path)
    return map === null ? written : mappedResource(written, map.hosts)
  }
  const rules = spec.policies.map((rule, at): Rule => {
    if (typeof rule.resource !== 'string') return rule
    return { ...rule, resource: resource(rule.resource, ['spec', 'policies', at, 'resource']) }
  })
  if (spec.approvals === undefined) return { ...spec, policies: rules }
  const approvals = spec.approvals.map((route, at) =>
    routeWith(route, ['spec', 'approvals', at], { swap, resource }),
  )
  return { ...spec, policies: rules, approvals }
}

interface Swaps {
  readonly swap: Swap
  readonly resource: (written: string, path: NodePath) => string
}

function routeWith(route: Route, path: NodePath, { swap, resource }: Swaps): Route {
  const { toolIds, resource: written, approvers, delivery } = route
  const list = (kind: MappedKind, names: readonly string[], below: NodePath): readonly string[] =>
    names.map((name, at) => swap(kind, name, [...path, ...below, at]))
  return {
    ...route,
    ...(toolIds != null && { toolIds: list('tools', toolIds, ['toolIds']) }),
    ...(typeof written === 'string' && { resource: resource(written, [...path, 'resource']) }),
    ...(approvers?.groups != null && {
      approvers: { ...approvers, groups: list('groups', approvers.groups, ['approvers', 'groups']) },
    }),
    ...(delivery?.connectors != null && {
      delivery: {
        ...delivery,
        connectors: list('connectors', delivery.connectors, ['delivery', 'connectors']),
      },
    }),
  }
}
