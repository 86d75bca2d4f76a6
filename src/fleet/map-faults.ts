/** Finds maps that cannot be applied, and entries without effect. */
import type { NodePath } from '../parse/node.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { keptFor } from '../policy/kept-for.ts'
import type { Spec } from '../policy/policy.ts'
import type { FleetSubject } from './fleet-subject.ts'
import { literalHost, reachesBehindStar } from './map-resource.ts'
import { mappableNames } from './map-spec.ts'
import { MAPPED_KINDS, type MappedKind } from './target-map.ts'
import { mayBeWider } from './wider-than-first.ts'

/** The place of a fault: an entry of the map in the config, a policy, or a guardrail. */
export type FaultPlace =
  | { readonly kind: 'entry'; readonly of: MappedKind; readonly name: string }
  | { readonly kind: 'policy'; readonly policy: ParsedPolicy; readonly path: NodePath }
  | { readonly kind: 'guardrail'; readonly index: number }

export interface MapFault {
  readonly at: FaultPlace
  /** The text that follows 'the map of TARGET'. */
  readonly fact: string
  readonly hint: string
}

const ONE: Readonly<Record<MappedKind, string>> = {
  hosts: 'host',
  groups: 'group',
  connectors: 'connector',
  tools: 'tool',
}

/** Entries whose name no policy or guardrail uses, and entries that leave a name as it is. */
export function unusedEntries(subject: FleetSubject): readonly MapFault[] {
  const used = usedNames(subject)
  return MAPPED_KINDS.flatMap((kind) =>
    [...subject.target.map[kind]].flatMap(([name, to]): readonly MapFault[] => {
      if (used[kind].has(name) && to !== name) return []
      const fact =
        to === name
          ? `leaves ${name} as it is`
          : `swaps the ${ONE[kind]} ${name}, which no policy or guardrail of the target names`
      return [{ at: { kind: 'entry', of: kind, name }, fact, hint: 'delete this line, or correct the name' }]
    }),
  )
}

/** Finds maps that are not one to one, and resources whose host a map cannot swap. */
export function ambiguousEntries(subject: FleetSubject): readonly MapFault[] {
  return [
    ...MAPPED_KINDS.flatMap((kind) => mergedNames(subject, kind)),
    ...hostsBehindStars(subject),
    ...guardedBehindStars(subject),
  ]
}

function mergedNames(subject: FleetSubject, kind: MappedKind): readonly MapFault[] {
  const { map } = subject.target
  const used = usedNames(subject)[kind]
  const taken = new Map<string, string>()
  return [...map[kind]].flatMap(([name, to]): readonly MapFault[] => {
    const other = taken.get(to) ?? (used.has(to) && !map[kind].has(to) && to !== name ? to : undefined)
    taken.set(to, taken.get(to) ?? name)
    if (other === undefined) return []
    const unlisted = kind === 'groups' ? unlistedUsers(subject, [name, other]) : []
    if (kind === 'groups' && unlisted.length === 0) return []
    const of = kind === 'groups' ? `, and ${unlisted[0]} is not listed in wider` : ''
    return [
      {
        at: { kind: 'entry', of: kind, name },
        fact: `makes two ${kind} one: ${name} and ${other} both become ${to}${of}`,
        hint:
          kind === 'groups'
            ? 'give each group one of its own, or list the policies that name them in wider'
            : `give each ${ONE[kind]} one of its own`,
      },
    ]
  })
}

function hostsBehindStars({ target, given }: FleetSubject): readonly MapFault[] {
  if (target.map.hosts.size === 0) return []
  return given.policies.flatMap(({ written }) =>
    openResourcesOf(written.policy.spec).flatMap(({ resource, path }): readonly MapFault[] => {
      const reached = reachedBehindStar(resource, target.map.hosts)
      return reached === null
        ? []
        : [{ at: { kind: 'policy', policy: written, path }, ...starFault(reached) }]
    }),
  )
}

function guardedBehindStars({ target, guards }: FleetSubject): readonly MapFault[] {
  return guards.flatMap(({ index, resource, ceiling }): readonly MapFault[] => {
    const all = [
      ...(resource === null ? [] : [resource]),
      ...ceiling.flatMap((spec) => openResourcesOf(spec).map((one) => one.resource)),
    ]
    const reached = all.flatMap((one) => reachedBehindStar(one, target.map.hosts) ?? [])[0]
    return reached === undefined ? [] : [{ at: { kind: 'guardrail', index }, ...starFault(reached) }]
  })
}

interface Reached {
  readonly resource: string
  readonly host: string
}

function starFault({ resource, host }: Reached): Pick<MapFault, 'fact' | 'hint'> {
  return {
    fact: `would have to change the host ${host} after the * of ${resource}`,
    hint: 'write the hosts out, one resource each; a map swaps whole hosts only',
  }
}

function reachedBehindStar(resource: string, hosts: ReadonlyMap<string, string>): Reached | null {
  if (literalHost(resource) !== null) return null
  for (const [from, to] of hosts)
    for (const host of [from, to])
      if (from !== to && reachesBehindStar(resource, host)) return { resource, host }
  return null
}

/** Resources without a full host; found once for all targets. */
const openResourcesOf = keptFor(
  (spec: Spec): readonly { readonly resource: string; readonly path: NodePath }[] => {
    const of = (list: 'policies' | 'approvals') =>
      (spec[list] ?? []).flatMap(({ resource }, at) =>
        typeof resource === 'string' && literalHost(resource) === null
          ? [{ resource, path: ['spec', list, at, 'resource'] }]
          : [],
      )
    return [...of('policies'), ...of('approvals')]
  },
)

type Used = Readonly<Record<MappedKind, Set<string>>>
const known = new WeakMap<FleetSubject, Used>()

/** Collects the names in policies, guardrails and ceilings, unmapped. */
function usedNames(subject: FleetSubject): Used {
  const found = known.get(subject)
  if (found !== undefined) return found
  const used: Used = { hosts: new Set(), groups: new Set(), connectors: new Set(), tools: new Set() }
  const specs = [
    ...subject.given.policies.map(({ written }) => written.policy.spec),
    ...subject.guards.flatMap(({ ceiling }) => ceiling),
  ]
  for (const spec of specs) for (const { kind, from } of mappableNames(spec)) used[kind].add(from)
  for (const { resource, groups } of subject.guards) {
    const host = resource === null ? null : literalHost(resource)
    if (host !== null) used.hosts.add(host)
    for (const group of groups) used.groups.add(group)
  }
  known.set(subject, used)
  return used
}

/** Finds policies that name one of the groups and that `wider` does not list. */
function unlistedUsers({ given, target }: FleetSubject, groups: readonly string[]): readonly string[] {
  return given.policies.flatMap(({ written: { policy } }) =>
    !mayBeWider(policy.name, target) &&
    mappableNames(policy.spec).some(({ kind, from }) => kind === 'groups' && groups.includes(from))
      ? [policy.name]
      : [],
  )
}
