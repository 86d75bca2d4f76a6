/**
 * Narrow by default: what a target gets must not be wider than the policies of
 * the first of its layers that has them, none dropped. Each policy is compared alone, by its
 * votes, since bindings may change at any moment.
 */
import { regionsOf } from '../access/compare/compare.ts'
import { regionLoosens } from '../access/model/opens.ts'
import { policyOnSides } from '../access/model/policy-on-sides.ts'
import type { Region } from '../access/model/region.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { matchesAnyGlob } from '../policy/name-glob.ts'
import type { FleetTarget } from './fleet-target.ts'
import { mappedPolicy, type TargetFiles, targetFiles } from './target-files.ts'

export interface WiderPolicy {
  readonly name: string
  /** The policy of the first layer that has it, with the names of the target. */
  readonly first: ParsedPolicy
  /** The policy that the target gets; null: it drops the policy. */
  readonly given: ParsedPolicy | null
  /** The glob of `without` that drops it. */
  readonly droppedBy: string | null
  /** Wider, mixed and rerouted ones; riskiest first, never empty. */
  readonly regions: readonly Region[]
}

/** All of them, whether the target's `wider` names them or not. @throws PolicyctlError policies-entangled */
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
    // One to one swaps of names open nothing, and a map that is not one to one is an error of its own (ambiguous-map).
    if (loosenedRegions(name, first, given === null ? null : written).length === 0) return []
    const { parsed: base } = mappedPolicy(first, map)
    const regions = loosenedRegions(name, base, given)
    return regions.length === 0 ? [] : [{ name, first: base, given, droppedBy, regions }]
  })
}

const known = new WeakMap<ParsedPolicy, Map<ParsedPolicy | null, readonly Region[]>>()

/** Compared once for all targets that get the same two policies. */
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

interface Edit {
  /** Folder of the policies, relative to the project's root. */
  readonly folder: string
  /** Every policy file of the project, before and after the edit. */
  readonly before: readonly ParsedFile[]
  readonly after: readonly ParsedFile[]
}

/**
 * Policies that an edit makes wider than their first layer says: it narrows the
 * first layer, from which a later copy then stands out. Without those that the config lets be wider.
 */
export function newlyWider({ folder, before, after }: Edit, target: FleetTarget): readonly WiderPolicy[] {
  const wider = widerThanFirst(targetFiles({ folder, files: after }, target), target)
  if (wider.length === 0) return []
  const then = widerThanFirst(targetFiles({ folder, files: before }, target), target)
  const known = new Set(then.map(({ name }) => name))
  return wider.filter(({ name }) => !known.has(name) && !mayBeWider(name, target))
}

/** Tells whether a line of the config lets a policy be wider. */
export function mayBeWider(name: string, { wider }: FleetTarget): boolean {
  return matchesAnyGlob(wider, name)
}
