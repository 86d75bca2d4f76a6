/** Refuses to read one target in the names of another where nobody knows what a name means. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { hostReach } from '../fleet/host-reach.ts'
import { ambiguousEntries } from '../fleet/map-faults.ts'
import { mappableNames } from '../fleet/map-spec.ts'
import type { MappedKind, MappedName } from '../fleet/target-map.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { AS_THEY_ARE, type TwoSides, twoMeanings } from './two-targets.ts'

/**
 * A target may have a name of its own, in a policy that no map changes, which is
 * the other's name for something else; or a pattern that reaches a host under one of its two names only.
 * Then the names of one cannot be read in those of the other. Nor can those of a
 * map that makes two names one.
 *
 * @param names of namesBetween. @throws PolicyctlError usage
 */
export async function assertOneMeaning(
  sides: TwoSides,
  names: readonly MappedName[],
  workbench: Workbench,
): Promise<void> {
  const { from, to } = sides
  if (names.length === 0 || from.kind !== 'target' || to.kind !== 'target') return
  const contents = await readWholeFolder(workbench)
  const fleetOf = (target: string): FleetSubject | null =>
    projectFolder(contents, workbench.forTarget(target)).fleet
  const [first, second] = [fleetOf(from.target), fleetOf(to.target)]
  if (first === null || second === null) return
  for (const fleet of [first, second]) assertPlainMap(fleet)
  assertOwnNames(sides, names, [ownNames(first), ownNames(second)])
  assertPatterns(sides, names, [first, second])
}

/** A guardrail is held against the second side as it stands, and so is no matter of names. */
function assertPlainMap(fleet: FleetSubject): void {
  const [fault] = ambiguousEntries(fleet).filter(({ at }) => at.kind !== 'guardrail')
  if (fault === undefined) return
  throw new PolicyctlError('usage', {
    message: `the map of ${fleet.target.name} ${fault.fact}, so nothing says what is meant where another target is read in its names`,
    hint: fault.hint,
  })
}

function assertOwnNames(
  sides: TwoSides,
  names: readonly MappedName[],
  [first, second]: readonly [OwnNames, OwnNames],
): void {
  for (const { kind, from: one, to: other } of names) {
    const isMerged = (name: string): boolean =>
      kind === 'groups' && first[kind].has(name) && second[kind].has(name)
    const taken = second[kind].has(one) ? one : first[kind].has(other) ? other : null
    if (taken !== null && !isMerged(taken)) throw twoMeanings(taken, sides)
  }
}

type OwnNames = Readonly<Record<MappedKind, ReadonlySet<string>>>

/** The names of a target's policies that its map leaves as they are written. */
function ownNames({ given, target }: FleetSubject): OwnNames {
  const names = given.policies.flatMap(({ written }) => mappableNames(written.policy.spec))
  const of = (kind: MappedKind): ReadonlySet<string> =>
    new Set(names.flatMap((one) => (one.kind === kind && !target.map[kind].has(one.from) ? [one.from] : [])))
  return { hosts: of('hosts'), groups: of('groups'), connectors: of('connectors'), tools: of('tools') }
}

/**
 * A pattern stays as it is written. In the first target's policies it is then
 * held against the second's name of a host, in the second's the first's name is never asked about.
 */
function assertPatterns(
  sides: TwoSides,
  names: readonly MappedName[],
  [first, second]: readonly [FleetSubject, FleetSubject],
): void {
  const hosts = names.filter(({ kind }) => kind === 'hosts')
  for (const [fleet, isFirst] of [
    [first, true],
    [second, false],
  ] as const)
    for (const resource of patternsOf(fleet))
      for (const { from, to } of hosts) {
        const [one, other] = [hostReach(resource, from), hostReach(resource, to)]
        const isAlike = one === other && one !== 'maybe'
        if (!isAlike && (isFirst || one !== 'no')) throw reachesOne(resource, { from, to }, sides)
      }
}

function patternsOf({ given }: FleetSubject): readonly string[] {
  const all = given.policies.flatMap(({ written: { policy } }) =>
    [...policy.spec.policies, ...(policy.spec.approvals ?? [])].flatMap(({ resource }) => resource ?? []),
  )
  return [...new Set(all.filter((resource) => resource.includes('*')))]
}

function reachesOne(
  resource: string,
  { from, to }: Pick<MappedName, 'from' | 'to'>,
  sides: TwoSides,
): PolicyctlError {
  const [one, other] = [sides.from, sides.to].map((side) =>
    side.kind === 'target' ? side.target : side.kind,
  )
  return new PolicyctlError('usage', {
    message: `${from} in ${one} is ${to} in ${other}, and ${resource} does not reach both alike, so nothing says what it means for either`,
    hint: AS_THEY_ARE,
  })
}
