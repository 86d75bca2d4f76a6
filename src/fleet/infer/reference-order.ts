/** Chooses the target whose names the files get: production, else the one whose names most targets have. */
import { mappableNames } from '../map-spec.ts'
import type { TargetCopies } from './fleet-proposal.ts'

/** Parts of names that production targets have. */
const PRODUCTION = /(?:^|[._-])(?:prod|production|prd|live)(?:[._-]|\d|$)/

/** Orders the targets. The first is the reference; each later one is compared with the earlier ones. */
export function inReferenceOrder(copies: readonly TargetCopies[]): readonly TargetCopies[] {
  const named = copies.map((copy) => ({ copy, names: namesIn(copy) }))
  const users = new Map<string, number>()
  for (const { names } of named) for (const name of names.keys()) users.set(name, (users.get(name) ?? 0) + 1)
  const scored = named.map(({ copy, names }, at) => ({
    copy,
    at,
    isProduction: PRODUCTION.test(copy.name) && copy.policies.size > 0,
    score: [...names].reduce((sum, [name, count]) => sum + count * (users.get(name) ?? 0), 0),
  }))
  return scored
    .sort((a, b) => Number(b.isProduction) - Number(a.isProduction) || b.score - a.score || a.at - b.at)
    .map(({ copy }) => copy)
}

/** Counts each name of the policies, by kind and name. */
function namesIn({ policies }: TargetCopies): ReadonlyMap<string, number> {
  const names = new Map<string, number>()
  for (const spec of policies.values())
    for (const { kind, from } of mappableNames(spec)) {
      const key = `${kind} ${from}`
      names.set(key, (names.get(key) ?? 0) + 1)
    }
  return names
}
