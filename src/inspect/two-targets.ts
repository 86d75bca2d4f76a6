/**
 * Two targets that are compared are read in the names of the second one: what
 * only their maps call otherwise is no difference.
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

/** The first side, to be read in the names of the second where both are targets. */
export function inNamesOf({ from, to }: TwoSides): SideName {
  return from.kind === 'target' && to.kind === 'target' ? { ...from, inNamesOf: to.target } : from
}

/** The names of the first target that the second one has others for; [] unless both sides are targets. */
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
 * Gives calls the names of the second target. A log may be of either workspace:
 * a host that only the first has is read as what the second calls it, and the
 * second's own stay. null where both call everything alike.
 *
 * @throws PolicyctlError usage where a name means one thing to each of them, so that nobody knows which a call means.
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

/** The files tell which of two swapped names is meant, and a call does not. */
function assertNoSwap(sides: TwoSides, names: readonly MappedName[]): void {
  const both = names.find(({ kind, from: name }) => names.some((one) => one.kind === kind && one.to === name))
  if (both !== undefined) throw twoMeanings(both.from, sides)
}

/** The way on where names of two targets cannot be told apart. */
export const AS_THEY_ARE =
  'write both out with policyctl render --out DIR, and compare dir:DIR/A with dir:DIR/B, which takes names as they are'

/** A name that stands for two things. */
export function twoMeanings(name: string, { from, to }: TwoSides): PolicyctlError {
  const [one, other] = [from, to].map((side) => (side.kind === 'target' ? side.target : side.kind))
  return new PolicyctlError('usage', {
    message: `${name} is one thing in ${one} and another in ${other}, so nothing says which of them is meant`,
    hint: AS_THEY_ARE,
  })
}
