/**
 * Pairs the items of a written list with those of the wanted list. The order of
 * rules and sets does not count, so nothing is moved because live has another
 * order; the order of routes and of other lists counts.
 */
import { diffArrays } from 'diff'
import { type Pair, pairRoutes, pairRules } from '../change/pair-entries.ts'
import { canonicalText } from '../policy/canonical.ts'
import { fieldAt, levelBelow } from '../policy/fields.ts'
import { groupBy } from '../policy/group-by.ts'
import type { Spec } from '../policy/policy.ts'
import { meaningOfField, type PlacedField } from './same-field.ts'

export interface Alignment {
  /** Indexes of items that are the same or become each other. */
  readonly pairs: readonly (readonly [from: number, to: number])[]
  /** True if the order of items counts: then a new item has exactly one place. */
  readonly isOrdered: boolean
}

/** @param place of the field that holds the list. */
export function alignItems(place: PlacedField, from: readonly unknown[], to: readonly unknown[]): Alignment {
  const order = fieldAt(place.level, place.key)?.order
  if (order === 'multiset')
    return { pairs: indexes(pairRules(specOf('policies', from), specOf('policies', to))), isOrdered: false }
  if (levelBelow(place.level, place.key) === 'route') return { pairs: alignRoutes(from, to), isOrdered: true }
  if (order === 'set') return { pairs: alignSet(place, from, to), isOrdered: false }
  return { pairs: alignSequence(from, to), isOrdered: true }
}

/** Pairs routes whatever their order, so that the caller sees which ones have to move. */
export function pairsOfRoutes(from: readonly unknown[], to: readonly unknown[]): Alignment['pairs'] {
  return indexes(pairRoutes(specOf('approvals', from), specOf('approvals', to)))
}

function specOf(key: 'policies' | 'approvals', list: readonly unknown[]): Spec {
  return { policies: [], [key]: list } as unknown as Spec
}

function indexes(pairs: readonly Pair[]): readonly (readonly [number, number])[] {
  return pairs.flatMap(({ before, after }) =>
    before === null || after === null ? [] : [[before.index, after.index] as const],
  )
}

/** Pairs routes that keep their order; a route that moved past others is deleted and inserted again. */
function alignRoutes(from: readonly unknown[], to: readonly unknown[]): Alignment['pairs'] {
  const pairs = pairsOfRoutes(from, to).toSorted(([, a], [, b]) => a - b)
  const order = pairs.map(([index]) => index)
  const kept = new Set(
    common(
      order,
      order.toSorted((a, b) => a - b),
    ).map(([, , value]) => value),
  )
  return pairs.filter(([index]) => kept.has(index))
}

/** Keeps every item that is wanted, also one that is written twice. Methods are compared in any case. */
function alignSet(place: PlacedField, from: readonly unknown[], to: readonly unknown[]): Alignment['pairs'] {
  const places = groupBy(to.keys(), (index) => meaningOfField(place, [to[index]]))
  return from.flatMap((item, index) =>
    (places.get(meaningOfField(place, [item])) ?? []).map((position) => [index, position] as const),
  )
}

function alignSequence(from: readonly unknown[], to: readonly unknown[]): Alignment['pairs'] {
  return common(from.map(canonicalText), to.map(canonicalText)).map(([a, b]) => [a, b] as const)
}

/** The longest common subsequence, with the positions on both sides. */
function common<T>(from: readonly T[], to: readonly T[]): readonly (readonly [number, number, T])[] {
  const found: [number, number, T][] = []
  let [a, b] = [0, 0]
  for (const { added, removed, value } of diffArrays([...from], [...to])) {
    for (const item of value) {
      if (!added && !removed) found.push([a, b, item])
      if (!added) a += 1
      if (!removed) b += 1
    }
  }
  return found
}
