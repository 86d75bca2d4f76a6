/**
 * Infers from copies of policies in several targets: base, shared layers, each target's own layer,
 * and maps. Policies are equal if their canonical forms are. Few surprises count more than few
 * lines: no target gets wider, and a policy that does not fit stays a copy.
 */
import { fingerprintOnce } from '../../policy/fingerprint.ts'
import { groupBy } from '../../policy/group-by.ts'
import type { Spec } from '../../policy/policy.ts'
import type { FleetProposal, ProposedLayer, ProposedPolicy, TargetCopies } from './fleet-proposal.ts'
import { type GuardedNames, inferMaps, type MappedCopies } from './infer-maps.ts'
import { type LayerGroup, layerGroups } from './layer-groups.ts'
import { type Copies, type Placing, placePolicy } from './place-policy.ts'

/** @param withOwn targets that get a layer of their own in any case. */
export function inferFleet(
  copies: readonly TargetCopies[],
  guarded: GuardedNames,
  withOwn: ReadonlySet<string> = new Set(),
): FleetProposal {
  const mapped = inferMaps(copies, guarded)
  const policies = policiesOf(mapped)
  const names = copies.map(({ name }) => name)
  const { groups, placed } = placedIn(policies, mapped, names)
  const layers = groups.flatMap((group, at): readonly ProposedLayer[] => {
    const own = placed.flatMap((policy) => policyIn(at, policy, { groups, names }) ?? [])
    const isKept = isOfNothing(group, mapped) || (group.kind === 'own' && withOwn.has(group.name))
    if (own.length === 0 && !isKept) return []
    const targets = group.members.flatMap((member) => names[member] ?? [])
    return [{ name: group.name, kind: group.kind, targets, policies: own }]
  })
  return {
    namesOf: mapped.maps.length === 0 ? null : mapped.reference,
    layers,
    targets: targetsOf(layers, mapped, placed),
    maps: mapped.maps,
  }
}

/** Tells whether the group is the own, empty layer of a target without policies: every target needs a layer. */
function isOfNothing({ kind, members }: LayerGroup, { targets }: MappedCopies): boolean {
  return kind === 'own' && targets[members[0] ?? -1]?.policies.size === 0
}

/** Places the policies, without layers of which a target would drop more policies than it gets. */
function placedIn(
  policies: readonly Policy[],
  { targets }: MappedCopies,
  names: readonly string[],
): { readonly groups: readonly LayerGroup[]; readonly placed: readonly Placed[] } {
  const sharedBy = policies.flatMap(({ copies, variants }) =>
    variants.map((_spec, variant) => copies.flatMap((copy, at) => (copy === variant ? [at] : []))),
  )
  const filled = targets.flatMap(({ policies: own }, at) => (own.size > 0 ? [at] : []))
  let groups = layerGroups(names, filled, sharedBy)
  for (;;) {
    const all = groups
    const placed = policies.map((policy) => ({ ...policy, placing: placePolicy(policy.copies, all) }))
    const fewer = all.map((group, at) => withoutMisfits(group, at, placed))
    if (fewer.every((group, at) => group === all[at])) return { groups: all, placed }
    groups = fewer
  }
}

function withoutMisfits(group: LayerGroup, at: number, placed: readonly Placed[]): LayerGroup {
  if (group.kind === 'own') return group
  const inLayer = placed.filter(({ placing }) => placing.layers.has(at))
  if (inLayer.length === 0) return group
  const members = group.members.filter((member) => {
    const dropped = inLayer.filter(({ copies }) => copies[member] === null).length
    const same = inLayer.filter(({ copies, placing }) => copies[member] === placing.layers.get(at)).length
    return dropped <= same && dropped < inLayer.length
  })
  return members.length === group.members.length ? group : { ...group, members }
}

interface Policy {
  readonly name: string
  /** By number. */
  readonly variants: readonly Spec[]
  readonly copies: Copies
}

type Placed = Policy & { readonly placing: Placing }

/** Collects the policies, sorted by name; number 0 is the variant of the first target. */
function policiesOf({ targets }: MappedCopies): readonly Policy[] {
  const all = targets.flatMap(({ policies }, at) =>
    [...policies].map(([name, spec]) => ({ name, spec, at, key: fingerprintOnce(spec) })),
  )
  return [...groupBy(all, ({ name }) => name)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => {
      const variants = [...groupBy(of, ({ key }) => key).values()]
      const copies: (number | null)[] = targets.map(() => null)
      for (const [variant, same] of variants.entries()) for (const { at } of same) copies[at] = variant
      return { name, variants: variants.flatMap(([first]) => first?.spec ?? []), copies }
    })
}

interface Around {
  readonly groups: readonly LayerGroup[]
  readonly names: readonly string[]
}

function policyIn(
  at: number,
  { name, variants, copies, placing }: Placed,
  { groups, names }: Around,
): ProposedPolicy | null {
  const variant = placing.layers.get(at)
  const group = groups[at]
  const spec = variant === undefined ? undefined : variants[variant]
  if (group === undefined || spec === undefined) return null
  const painted = [...placing.layers].sort(([a], [b]) => a - b)
  const has = (other: number, member: number): boolean => groups[other]?.members.includes(member) === true
  const replaced = new Set(
    group.members.map((member) => painted.findLast(([other]) => other < at && has(other, member))?.[1]),
  )
  const [before] = replaced
  const later = painted.filter(([other]) => other > at)
  const getsIt = group.members.filter(
    (member) => copies[member] === variant && !later.some(([other]) => has(other, member)),
  )
  return {
    name,
    spec,
    targets: getsIt.flatMap((member) => names[member] ?? []),
    // The mark names one replaced policy. If targets of the layer replace different ones, there is no mark.
    replaces: before === undefined || replaced.size > 1 ? null : (variants[before] ?? null),
  }
}

function targetsOf(
  layers: readonly ProposedLayer[],
  { targets }: MappedCopies,
  placed: readonly Placed[],
): FleetProposal['targets'] {
  return targets.map(({ name, map }, at) => ({
    name,
    layers: layers.flatMap((layer) => (layer.targets.includes(name) ? [layer.name] : [])),
    without: placed.flatMap((policy) => (policy.placing.without.includes(at) ? [policy.name] : [])),
    map,
  }))
}
