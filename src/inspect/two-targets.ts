/**
 * Two targets are compared in the names of the second one, so that names which only
 * their maps change are no difference.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { fleetTargets } from '../fleet/fleet-target.ts'
import { mappedResource } from '../fleet/map-resource.ts'
import { differingNames, type MappedName } from '../fleet/target-map.ts'
import type { SideName } from '../workbench/side-name.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface TwoSides {
  readonly from: SideName
  readonly to: SideName
}

/** The first side; if both are targets, translated into the names of the second. */
export function inNamesOf({ from, to }: TwoSides): SideName {
  return from.kind === 'target' && to.kind === 'target' ? { ...from, inNamesOf: to.target } : from
}

/** The names that the first target has and the second one calls differently; [] unless both sides are targets. */
export function namesBetween({ from, to }: TwoSides, { whole }: Workbench): readonly MappedName[] {
  if (from.kind !== 'target' || to.kind !== 'target') return []
  const targets = fleetTargets(whole.config.targets)
  const [one, other] = [from.target, to.target].map((name) => targets.find((target) => target.name === name))
  return one === undefined || other === undefined ? [] : differingNames(one.map, other.map)
}

interface Called {
  readonly url: string
  readonly tool: string | null
}

/**
 * Translates calls into the names of the second target. A log may come from either
 * workspace: hosts and tools of the first are translated, those of the second stay.
 * null if both have the same names.
 *
 * @throws PolicyctlError usage if a name means different things in the two targets, so that a call is ambiguous.
 */
export function callsInNames(
  sides: TwoSides,
  names: readonly MappedName[],
): (<Call extends Called>(call: Call) => Call) | null {
  const own = names.filter(({ kind }) => kind === 'hosts' || kind === 'tools')
  const [hosts, tools] = (['hosts', 'tools'] as const).map(
    (kind) => new Map(own.filter((one) => one.kind === kind).map(({ from, to }) => [from, to])),
  )
  if (hosts === undefined || tools === undefined || own.length === 0) return null
  assertNoSwap(sides, own)
  return (call) => ({
    ...call,
    url: mappedResource(call.url, hosts),
    tool: call.tool === null ? null : (tools.get(call.tool) ?? call.tool),
  })
}

/** Refuses two swapped names: for a call of a log nobody knows from which workspace it is. */
function assertNoSwap(sides: TwoSides, names: readonly MappedName[]): void {
  const both = names.find(({ kind, from: name }) => names.some((one) => one.kind === kind && one.to === name))
  if (both !== undefined) throw twoMeanings(both.from, sides)
}

/** The hint if two targets cannot be compared in the names of one. */
export const AS_THEY_ARE =
  'write both out with policyctl render --out DIR, and compare dir:DIR/A with dir:DIR/B, which takes names as they are'

/** The error for a name that means different things in the two targets. */
export function twoMeanings(name: string, { from, to }: TwoSides): PolicyctlError {
  const [one, other] = [from, to].map((side) => (side.kind === 'target' ? side.target : side.kind))
  return new PolicyctlError('usage', {
    message: `${name} means different things in ${one} and ${other}, so they cannot be compared in the names of one`,
    hint: AS_THEY_ARE,
  })
}
