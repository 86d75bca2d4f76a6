/**
 * Finds names that differ between targets. A map is inferred only if it is seen in
 * three places and nothing contradicts it: it is one to one, no other target uses the
 * new name, and no `*` covers either name. A policy that does not fit stays a copy,
 * which is easy to read.
 */

import { isSameSpec } from '../../policy/canonical.ts'
import { groupBy } from '../../policy/group-by.ts'
import type { Spec } from '../../policy/policy.ts'
import { reachesBehindStar } from '../map-resource.ts'
import { mappableNames, mapSpec } from '../map-spec.ts'
import { isEmptyMap, MAPPED_KINDS, type MappedKind, reversedMap, type TargetMap } from '../target-map.ts'
import type { ProposedMap, TargetCopies } from './fleet-proposal.ts'
import { pairedNames } from './pair-names.ts'
import { inReferenceOrder } from './reference-order.ts'

const SEEN_AT_LEAST = 3
/** The hosts that the config accepts. */
const HOST = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/

/** The names in guardrails and ceilings, which a map would rename too. */
export interface GuardedNames {
  readonly resources: readonly string[]
  readonly groups: readonly string[]
}

export interface MappedCopies {
  /** The target with whose names the others are compared; null: no target has a policy. */
  readonly reference: string | null
  /** The targets in the order of the copies; their policies have the names of the files. */
  readonly targets: readonly (TargetCopies & { readonly map: TargetMap })[]
  readonly maps: readonly ProposedMap[]
}

export function inferMaps(copies: readonly TargetCopies[], guarded: GuardedNames): MappedCopies {
  const known = new Map<string, Spec>()
  const knownNames = namesOf([])
  for (const name of guardedNames(guarded)) knownNames.add(name)
  const done = new Map<string, MappedCopies['targets'][number]>()
  const maps: ProposedMap[] = []
  const order = inReferenceOrder(copies)
  for (const copy of order) {
    const own = mapsOf(copy, { known, knownNames, guarded })
    const map = mapWith(own)
    const policies = isEmptyMap(map) ? copy.policies : writtenPolicies(copy.policies, map)
    maps.push(...own)
    done.set(copy.name, { name: copy.name, policies, map })
    const fresh = [...policies].filter(([name]) => !known.has(name))
    for (const [name, spec] of fresh) known.set(name, spec)
    for (const name of namesOf(fresh.map(([, spec]) => spec))) knownNames.add(name)
  }
  return {
    reference: order.find(({ policies }) => policies.size > 0)?.name ?? null,
    targets: copies.flatMap(({ name }) => done.get(name) ?? []),
    maps,
  }
}

/** Returns the policies with the names of the files. */
function writtenPolicies(policies: ReadonlyMap<string, Spec>, map: TargetMap): ReadonlyMap<string, Spec> {
  const back = reversedMap(map)
  return new Map([...policies].map(([name, spec]) => [name, mapSpec(spec, back).spec]))
}

interface Against {
  /** The first copy of each policy of the earlier targets. */
  readonly known: ReadonlyMap<string, Spec>
  /** Kind and name. */
  readonly knownNames: ReadonlySet<string>
  readonly guarded: GuardedNames
}

function mapsOf(copy: TargetCopies, against: Against): readonly ProposedMap[] {
  const ownNames = namesOf(copy.policies.values())
  const stars = starResources([...copy.policies.values()])
  const behind = [...stars, ...against.guarded.resources]
  const seen = groupBy(pairsIn(copy, against.known), ({ kind, from, to }) => JSON.stringify([kind, from, to]))
  const all = [...seen.values()].flatMap((places): readonly ProposedMap[] => {
    const [first] = places
    if (first === undefined) return []
    return [{ ...first, target: copy.name, seen: places.map(({ policy, path }) => ({ policy, path })) }]
  })
  const candidates = all.filter((one) => {
    const { kind, from, to } = one
    if (one.seen.length < SEEN_AT_LEAST || !isMappable(one)) return false
    if (ownNames.has(keyOf(kind, from)) || against.knownNames.has(keyOf(kind, to))) return false
    if (
      kind === 'hosts' &&
      behind.some((star) => reachesBehindStar(star, from) || reachesBehindStar(star, to))
    )
      return false
    return !all.some(
      (other) => other !== one && other.kind === kind && (other.from === from || other.to === to),
    )
  })
  return withWayBack(copy, candidates)
}

type Pair = Pick<ProposedMap, 'kind' | 'from' | 'to'> & ProposedMap['seen'][number]

function pairsIn({ policies }: TargetCopies, known: Against['known']): readonly Pair[] {
  return [...policies].flatMap(([policy, spec]): readonly Pair[] => {
    const other = known.get(policy)
    if (other === undefined || isSameSpec(other, spec)) return []
    return (pairedNames(other, spec) ?? []).map((pair) => ({ ...pair, policy }))
  })
}

function isMappable({ kind, from, to }: Pick<ProposedMap, 'kind' | 'from' | 'to'>): boolean {
  return kind === 'hosts' ? HOST.test(from) && HOST.test(to) : from !== '' && to !== ''
}

/** Keeps only maps that can be reversed. A host in upper case, for example, would come back in lower case, so it is not mapped. */
function withWayBack({ policies }: TargetCopies, candidates: readonly ProposedMap[]): readonly ProposedMap[] {
  if (candidates.length === 0) return []
  const map = mapWith(candidates)
  const back = reversedMap(map)
  const lost = new Set<string>()
  for (const spec of policies.values()) {
    const { spec: written, mapped } = mapSpec(spec, back)
    if (mapped.length === 0 || isSameSpec(mapSpec(written, map).spec, spec)) continue
    for (const { kind, to } of mapped) lost.add(keyOf(kind, to))
  }
  return candidates.filter(({ kind, from }) => !lost.has(keyOf(kind, from)))
}

function mapWith(entries: readonly ProposedMap[]): TargetMap {
  const of = (kind: MappedKind): ReadonlyMap<string, string> =>
    new Map(
      entries
        .filter((entry) => entry.kind === kind)
        .map(({ from, to }) => [from, to] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  return { hosts: of('hosts'), groups: of('groups'), connectors: of('connectors'), tools: of('tools') }
}

function namesOf(specs: Iterable<Spec>): Set<string> {
  const names = new Set<string>()
  for (const spec of specs) for (const { kind, from } of mappableNames(spec)) names.add(keyOf(kind, from))
  return names
}

function guardedNames({ resources, groups }: GuardedNames): ReadonlySet<string> {
  const hosts = namesOf([{ policies: resources.map((resource) => ({ permission: 'deny', resource })) }])
  return new Set([...hosts, ...groups.map((group) => keyOf('groups', group))])
}

function starResources(specs: readonly Spec[]): readonly string[] {
  const all = specs.flatMap(({ policies, approvals = [] }) => [...policies, ...approvals])
  const starred = all.flatMap(({ resource }) =>
    typeof resource === 'string' && resource.includes('*') ? [resource] : [],
  )
  return [...new Set(starred)]
}

function keyOf(kind: MappedKind, name: string): string {
  return `${MAPPED_KINDS.indexOf(kind)} ${name}`
}
