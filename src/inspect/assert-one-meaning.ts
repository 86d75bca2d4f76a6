/** Refuses to compare two targets in the names of the second if a name has no clear meaning. */
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
 * The names of the first target cannot be translated into those of the second in
 * three cases: a target has a name that its map does not change and that means
 * something else in the other target; a pattern matches a host under only one of its
 * two names; or a map gives one name to two things.
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

/** Refuses an ambiguous map. Guardrails are left out: they are checked on the second side without translation. */
function assertPlainMap(fleet: FleetSubject): void {
  const [fault] = ambiguousEntries(fleet).filter(({ at }) => at.kind !== 'guardrail')
  if (fault === undefined) return
  throw new PolicyctlError('usage', {
    message: `the map of ${fleet.target.name} ${fault.fact}, so another target cannot be compared in its names`,
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

/** The names in a target's policies that its map does not replace. */
function ownNames({ given, target }: FleetSubject): OwnNames {
  const names = given.policies.flatMap(({ written }) => mappableNames(written.policy.spec))
  const of = (kind: MappedKind): ReadonlySet<string> =>
    new Set(names.flatMap((one) => (one.kind === kind && !target.map[kind].has(one.from) ? [one.from] : [])))
  return { hosts: of('hosts'), groups: of('groups'), connectors: of('connectors'), tools: of('tools') }
}

/**
 * Refuses patterns that match a host under only one of its two names: patterns are not
 * translated. A pattern of the first target is compared with hosts in the names of the
 * second; for a pattern of the second target the names of the first do not occur.
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
    message: `${from} in ${one} is ${to} in ${other}, and ${resource} does not match both alike, so the targets cannot be compared in the names of one`,
    hint: AS_THEY_ARE,
  })
}
