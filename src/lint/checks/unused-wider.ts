import type { FleetSubject } from '../../fleet/fleet-subject.ts'
import { mappableNames } from '../../fleet/map-spec.ts'
import { widerThanFirst } from '../../fleet/wider-than-first.ts'
import { matchesNameGlob } from '../../policy/name-glob.ts'
import type { SetCheck } from '../check.ts'
import { configPlaces } from '../config-places.ts'

/**
 * A `wider` line without effect may allow something later, when nobody reviews it any more. A line for a policy that
 * no file has is an error of matches-nothing instead.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'unused-wider',
  severity: 'warning',
  *run({ fleet, config }) {
    if (fleet === null || config === null || fleet.target.wider.length === 0) return
    const lifted = [
      ...widerThanFirst(fleet.given, fleet.target).map(({ name }) => name),
      ...namingMergedGroups(fleet),
    ]
    const { name, wider } = fleet.target
    const names = fleet.files.flatMap(({ policies }) => policies.map(({ policy }) => policy.name))
    for (const [at, glob] of wider.entries()) {
      if (lifted.some((policy) => matchesNameGlob(glob, policy))) continue
      if (!names.some((policy) => matchesNameGlob(glob, policy))) continue
      yield {
        place: configPlaces(config).valueAt(['targets', name, 'wider', at]),
        policy: null,
        message: `no policy called ${glob} is wider in ${name} than in the first layer that has it`,
        hint: 'delete it, or correct the name',
        about: [name, glob],
      }
    }
  },
}

/** Policies in which a map may join several groups into one because `wider` lists them. */
function namingMergedGroups({ given, target: { map } }: FleetSubject): readonly string[] {
  const images = [...map.groups.values()]
  const isMerged = (group: string): boolean =>
    images.filter((to) => to === (map.groups.get(group) ?? group)).length + (map.groups.has(group) ? 0 : 1) >
    1
  return given.policies.flatMap(({ written: { policy } }) =>
    [...mappableNames(policy.spec)].some(({ kind, from }) => kind === 'groups' && isMerged(from))
      ? [policy.name]
      : [],
  )
}
