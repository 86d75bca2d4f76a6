/**
 * Finds policies that are wider for a target than in the first of its layers that has them; a dropped
 * policy counts too. Such a policy needs a line of `wider`. Each policy is compared alone, by its votes,
 * since bindings may change at any moment.
 */
import { regionsOf } from '../access/compare/compare.ts'
import { regionLoosens } from '../access/model/opens.ts'
import { policyOnSides } from '../access/model/policy-on-sides.ts'
import type { Region } from '../access/model/region.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { matchesAnyGlob } from '../policy/name-glob.ts'
import type { FleetTarget } from './fleet-target.ts'
import { mappedPolicy, type TargetFiles } from './target-files.ts'

export interface WiderPolicy {
  readonly name: string
  /** The policy of the first layer that has it, with the names of the target. */
  readonly first: ParsedPolicy
  /** The policy that the target gets; null: it drops the policy. */
  readonly given: ParsedPolicy | null
  /** The glob of `without` that drops it. */
  readonly droppedBy: string | null
  /** Regions that are wider, mixed or rerouted; riskiest first, never empty. */
  readonly regions: readonly Region[]
}

/** Returns all wider policies, also those that the target's `wider` names. @throws PolicyctlError policies-entangled */
export function widerThanFirst(
  { policies, dropped }: TargetFiles,
  { map }: FleetTarget,
): readonly WiderPolicy[] {
  const pairs = [
    ...policies.flatMap(({ parsed, written, first }) =>
      written === first ? [] : [{ written, first, given: parsed, droppedBy: null }],
    ),
    ...dropped.map(({ written, first, glob }) => ({ written, first, given: null, droppedBy: glob })),
  ]
  return pairs.flatMap(({ written, first, given, droppedBy }): readonly WiderPolicy[] => {
    const { name } = written.policy
    // A map that is one to one widens nothing, and any other is an error of its own (ambiguous-map).
    if (loosenedRegions(name, first, given === null ? null : written).length === 0) return []
    const { parsed: base } = mappedPolicy(first, map)
    const regions = loosenedRegions(name, base, given)
    return regions.length === 0 ? [] : [{ name, first: base, given, droppedBy, regions }]
  })
}

const known = new WeakMap<ParsedPolicy, Map<ParsedPolicy | null, readonly Region[]>>()

/** Compares two policies, once for all targets that get both. */
function loosenedRegions(name: string, base: ParsedPolicy, given: ParsedPolicy | null): readonly Region[] {
  const ofBase = known.get(base) ?? new Map<ParsedPolicy | null, readonly Region[]>()
  known.set(base, ofBase)
  const found = ofBase.get(given)
  if (found !== undefined) return found
  const pair = policyOnSides(name, base.policy.spec, given?.policy.spec ?? null)
  const regions = regionsOf([{ agents: [], policies: [pair] }]).filter(regionLoosens)
  ofBase.set(given, regions)
  return regions
}

/** Tells whether a line of the config lets a policy be wider. */
export function mayBeWider(name: string, { wider }: FleetTarget): boolean {
  return matchesAnyGlob(wider, name)
}
