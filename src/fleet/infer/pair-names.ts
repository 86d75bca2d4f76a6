/**
 * Pairs the names of two copies of a policy that differ only in names. Rules and routes are paired
 * by their content without names. If several fit, the written order decides; a wrong pair is
 * contradicted by other places.
 */
import type { NodePath } from '../../parse/node.ts'
import { canonicalRoute, canonicalRule, canonicalText } from '../../policy/canonical.ts'
import { groupBy } from '../../policy/group-by.ts'
import type { Spec } from '../../policy/policy.ts'
import { mapSpec, type PlacedName, placedNames } from '../map-spec.ts'
import { MAPPED_KINDS, type MappedName, type TargetMap } from '../target-map.ts'

/** A value of a policy. */
export interface NamePlace {
  readonly policy: string
  /** From the root of the policy. */
  readonly path: NodePath
}

export interface PairedName extends MappedName {
  /** The path in the second copy. */
  readonly path: NodePath
}

/** @returns null if they differ in more than names; names that are equal in both are no pair. */
export function pairedNames(one: Spec, other: Spec): readonly PairedName[] | null {
  const first = groupBy(itemsOf(one), ({ shape }) => shape)
  const second = groupBy(itemsOf(other), ({ shape }) => shape)
  if (first.size !== second.size) return null
  const pairs: PairedName[] = []
  for (const [shape, items] of first) {
    const others = second.get(shape)
    if (others?.length !== items.length) return null
    const texts = new Set(items.map(({ text }) => text))
    const left = others.filter(({ text }) => !texts.has(text))
    const known = new Set(others.map(({ text }) => text))
    items
      .filter(({ text }) => !known.has(text))
      .forEach((item, at) => {
        const twin = left[at]
        if (twin !== undefined) pairs.push(...pairsOf(item, twin))
      })
  }
  return pairs
}

interface Item {
  /** The canonical text, with every name replaced by the same one. */
  readonly shape: string
  readonly text: string
  readonly names: readonly PlacedName[]
}

class OneForAll extends Map<string, string> {
  override get(): string {
    return 'name'
  }
}

/** A map that replaces every name by the same one. */
const NAMELESS: TargetMap = {
  hosts: new OneForAll(),
  groups: new OneForAll(),
  connectors: new OneForAll(),
  tools: new OneForAll(),
}

function itemsOf(spec: Spec): readonly Item[] {
  const names = placedNames(spec)
  const nameless = mapSpec(spec, NAMELESS).spec
  const item = (
    list: 'policies' | 'approvals',
    at: number,
    [shape, text]: readonly [string, string],
  ): Item => {
    const own = names.filter(({ path }) => path[1] === list && path[2] === at)
    // A set of two nameless groups is one group: their number belongs to the shape.
    const counts = MAPPED_KINDS.map((kind) => own.filter((name) => name.kind === kind).length)
    return { shape: canonicalText([list, shape, counts]), text, names: own }
  }
  const rules = spec.policies.map((rule, at) =>
    item('policies', at, [
      canonicalText(canonicalRule(nameless.policies[at] ?? rule)),
      canonicalText(canonicalRule(rule)),
    ]),
  )
  const routes = (spec.approvals ?? []).map((route, at) =>
    item('approvals', at, [
      canonicalText(canonicalRoute(nameless.approvals?.[at] ?? route)),
      canonicalText(canonicalRoute(route)),
    ]),
  )
  return [...rules, ...routes]
}

/** Pairs the names that only one of the two lists has, since the order of a list has no meaning. */
function pairsOf(one: Item, other: Item): readonly PairedName[] {
  return MAPPED_KINDS.flatMap((kind) => {
    const before = one.names.filter((name) => name.kind === kind)
    const after = other.names.filter((name) => name.kind === kind)
    const gone = before.filter(({ from }) => !after.some((name) => name.from === from))
    const come = after.filter(({ from }) => !before.some((name) => name.from === from))
    const [from] = gone
    const [to] = come
    if (from === undefined || to === undefined || gone.length !== 1 || come.length !== 1) return []
    return [{ kind, from: from.from, to: to.from, path: to.path }]
  })
}
