/**
 * Chooses the layers that get a policy. A layer of more targets comes before one of fewer, and a
 * later layer replaces policies of an earlier one. Each target must end with its own copy. The
 * plainest choice wins: fewest copies, then fewest lines of `without`, then fewest copies that
 * replace another one.
 */
import { type LayerGroup, mayLack } from './layer-groups.ts'

/** A target's copy, by the number of its variant; null: it has none. */
export type Copies = readonly (number | null)[]

export interface Placing {
  /** Variants by the index of the layer that has them. */
  readonly layers: ReadonlyMap<number, number>
  /** Indices of targets that have a layer with the policy, but must not get it. */
  readonly without: readonly number[]
}

export function placePolicy(copies: Copies, groups: readonly LayerGroup[]): Placing {
  const shared = groups.flatMap((group, at) => (group.kind === 'own' ? [] : [{ group, at }]))
  const withBase = painted(copies, groups, shared)
  const withoutBase = painted(
    copies,
    groups,
    shared.filter(({ group }) => group.kind !== 'base'),
  )
  return costOf(withoutBase, groups) <= costOf(withBase, groups) ? withoutBase : withBase
}

interface Candidate {
  readonly group: LayerGroup
  readonly at: number
}

function painted(copies: Copies, groups: readonly LayerGroup[], shared: readonly Candidate[]): Placing {
  const layers = new Map<number, number>()
  const got: (number | null)[] = copies.map(() => null)
  for (const { group, at } of shared) {
    const variant = worthPainting(group, copies, got)
    if (variant === null) continue
    layers.set(at, variant)
    for (const member of group.members) got[member] = variant
  }
  const ownAt = groups.findIndex(({ kind }) => kind === 'own')
  for (const [target, copy] of copies.entries()) {
    if (copy === null || got[target] === copy) continue
    layers.set(ownAt + target, copy)
    got[target] = copy
  }
  return { layers, without: copies.flatMap((copy, at) => (copy === null && got[at] !== null ? [at] : [])) }
}

/** Returns the variant that most of a group still need, if putting it into the layer saves copies; else null. */
function worthPainting(
  { members }: LayerGroup,
  copies: Copies,
  got: readonly (number | null)[],
): number | null {
  const wanted = new Map<number, number>()
  for (const member of members) {
    const copy = copies[member]
    if (copy != null && got[member] !== copy) wanted.set(copy, (wanted.get(copy) ?? 0) + 1)
  }
  const [best] = [...wanted].sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b)
  if (best === undefined) return null
  const [variant, saved] = best
  const matching = members.filter((member) => copies[member] === variant).length
  const spoilt = members.filter((member) => copies[member] !== variant && got[member] === copies[member])
  const lacking = spoilt.filter((member) => copies[member] === null).length
  const isPlain = matching * 2 > members.length && lacking <= mayLack(members.length)
  return isPlain && saved > 1 + (spoilt.length - lacking) ? variant : null
}

const WITHOUT = 0.25
const REPLACED = 0.01

function costOf({ layers, without }: Placing, groups: readonly LayerGroup[]): number {
  const used = [...layers.keys()].flatMap((at) => groups[at] ?? [])
  const replaced = used.filter((group, at) =>
    used.slice(0, at).some((earlier) => earlier.members.some((member) => group.members.includes(member))),
  )
  return layers.size + WITHOUT * without.length + REPLACED * replaced.length
}
