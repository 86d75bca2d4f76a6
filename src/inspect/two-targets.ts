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

interface Sides {
  readonly from: SideName
  readonly to: SideName
}

/** The first side, to be read in the names of the second where both are targets. */
export function inNamesOf({ from, to }: Sides): SideName {
  return from.kind === 'target' && to.kind === 'target' ? { ...from, inNamesOf: to.target } : from
}

/** The names of the first target that the second one has others for; [] unless both sides are targets. */
export function namesBetween({ from, to }: Sides, { whole }: Workbench): readonly MappedName[] {
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
  sides: Sides,
  names: readonly MappedName[],
): (<Call extends Called>(call: Call) => Call) | null {
  const own = names.filter(({ kind }) => kind === 'hosts' || kind === 'tools')
  const [hosts, tools] = (['hosts', 'tools'] as const).map(
    (kind) => new Map(own.filter((one) => one.kind === kind).map(({ from, to }) => [from, to])),
  )
  if (hosts === undefined || tools === undefined || own.length === 0) return null
  assertOneMeaning(sides, own)
  return (call) => ({
    ...call,
    url: mappedResource(call.url, hosts),
    tool: call.tool === null ? null : (tools.get(call.tool) ?? call.tool),
  })
}

function assertOneMeaning({ from, to }: Sides, names: readonly MappedName[]): void {
  const isOther = ({ kind, from: name }: MappedName): boolean =>
    names.some((one) => one.kind === kind && one.to === name)
  const both = names.find(isOther)
  if (both === undefined || from.kind !== 'target' || to.kind !== 'target') return
  throw new PolicyctlError('usage', {
    message: `${both.from} is one thing in ${from.target} and another in ${to.target}, so no call says which of them it means`,
    hint: 'write both out with policyctl render --out DIR, and replay --from dir:DIR/A --to dir:DIR/B, which takes names as they are',
  })
}
