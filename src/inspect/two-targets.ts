/**
 * Two targets that are compared are read in the names of the second one: what
 * only their maps call otherwise is no difference.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { fleetTargets } from '../fleet/fleet-target.ts'
import { mappedResource } from '../fleet/map-resource.ts'
import { mappableNames } from '../fleet/map-spec.ts'
import { differingNames, type MappedKind, type MappedName } from '../fleet/target-map.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { projectFolder } from '../workbench/project-folder.ts'
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
  assertNoSwap(sides, own)
  return (call) => ({
    ...call,
    url: mappedResource(call.url, hosts),
    tool: call.tool === null ? null : (tools.get(call.tool) ?? call.tool),
  })
}

/** The files tell which of two swapped names is meant, and a call does not. */
function assertNoSwap(sides: Sides, names: readonly MappedName[]): void {
  const both = names.find(({ kind, from: name }) => names.some((one) => one.kind === kind && one.to === name))
  if (both !== undefined) throw twoMeanings(both.from, sides)
}

/**
 * A target may have a name of its own, in a policy that no map changes, which is
 * the other's name for something else. Then the names of one cannot be read in those of the other.
 *
 * @param names of namesBetween. @throws PolicyctlError usage
 */
export async function assertOneMeaning(
  sides: Sides,
  names: readonly MappedName[],
  workbench: Workbench,
): Promise<void> {
  const { from, to } = sides
  if (names.length === 0 || from.kind !== 'target' || to.kind !== 'target') return
  const contents = await readWholeFolder(workbench)
  const [first, second] = [from, to].map(({ target }) => {
    const { fleet } = projectFolder(contents, workbench.forTarget(target))
    return fleet === null ? NO_NAMES : ownNames(fleet)
  })
  if (first === undefined || second === undefined) return
  for (const { kind, from: one, to: other } of names) {
    const isMerged = (name: string): boolean =>
      kind === 'groups' && first[kind].has(name) && second[kind].has(name)
    const taken = second[kind].has(one) ? one : first[kind].has(other) ? other : null
    if (taken !== null && !isMerged(taken)) throw twoMeanings(taken, sides)
  }
}

type OwnNames = Readonly<Record<MappedKind, ReadonlySet<string>>>

const NO_NAMES: OwnNames = { hosts: new Set(), groups: new Set(), connectors: new Set(), tools: new Set() }

/** The names of a target's policies that its map leaves as they are written. */
function ownNames({ given, target }: FleetSubject): OwnNames {
  const names = given.policies.flatMap(({ written }) => mappableNames(written.policy.spec))
  const of = (kind: MappedKind): ReadonlySet<string> =>
    new Set(names.flatMap((one) => (one.kind === kind && !target.map[kind].has(one.from) ? [one.from] : [])))
  return { hosts: of('hosts'), groups: of('groups'), connectors: of('connectors'), tools: of('tools') }
}

function twoMeanings(name: string, { from, to }: Sides): PolicyctlError {
  const [one, other] = [from, to].map((side) => (side.kind === 'target' ? side.target : side.kind))
  return new PolicyctlError('usage', {
    message: `${name} is one thing in ${one} and another in ${other}, so nothing says which of them is meant`,
    hint: 'write both out with policyctl render --out DIR, and compare dir:DIR/A with dir:DIR/B, which takes names as they are',
  })
}
