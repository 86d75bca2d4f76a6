/**
 * Maps the rules of a policy to their new numbers after fixes deleted some.
 * References to a deleted rule now mean the rules that say the same.
 */
import type { RemovedRule } from './edits.ts'

/** Old index → new indexes; several if several rules replace a deleted one. */
export type RuleMoves = ReadonlyMap<number, readonly number[]>

/** @param removed rules of one policy that are deleted at once, with their old numbers. */
export function movesOf(count: number, removed: readonly RemovedRule[]): RuleMoves {
  const gone = new Map(removed.map(({ rule, by }) => [rule, by]))
  const shifted = (rule: number): number => rule - [...gone.keys()].filter((other) => other < rule).length
  const target = (rule: number, seen: ReadonlySet<number>): readonly number[] => {
    const by = gone.get(rule)
    if (by === undefined) return [shifted(rule)]
    return seen.has(rule) ? [] : by.flatMap((other) => target(other, new Set([...seen, rule])))
  }
  return new Map(Array.from({ length: count }, (_, rule) => [rule, target(rule, new Set())]))
}

/** Combines two moves, made one after the other. */
export function followed(first: RuleMoves, second: RuleMoves): RuleMoves {
  return new Map(
    [...first].map(([rule, places]) => [
      rule,
      [...new Set(places.flatMap((place) => second.get(place) ?? []))],
    ]),
  )
}
