/** Reports the faults of a map, at their places. */
import type { Place } from '../diagnostic/place.ts'
import { startOf } from '../diagnostic/place.ts'
import type { FaultPlace, MapFault } from '../fleet/map-faults.ts'
import type { Report } from './check.ts'
import { configPlaces } from './config-places.ts'
import type { Subject } from './subject.ts'

export function mapReports(faults: readonly MapFault[], subject: Subject): readonly Report[] {
  const target = subject.fleet?.target.name ?? ''
  return faults.map(({ at, fact, hint }) => ({
    place: placeOf(at, target, subject),
    policy: at.kind === 'policy' ? at.policy.policy.name : null,
    message: `the map of ${target} ${fact}`,
    hint,
    ...aboutEntry(at, subject),
  }))
}

/** The values of a fault in a map entry. Faults elsewhere are locked errors, which are never in a baseline. */
function aboutEntry(at: FaultPlace, { fleet }: Subject): Pick<Report, 'about'> {
  if (at.kind !== 'entry' || fleet === null) return {}
  const { name, map } = fleet.target
  return { about: [name, at.of, at.name, map[at.of].get(at.name) ?? ''] }
}

function placeOf(at: FaultPlace, target: string, { config }: Subject): Place {
  if (at.kind === 'policy') return at.policy.placeOf(at.path)
  if (config === null) return startOf('policyctl.yaml')
  const places = configPlaces(config)
  return at.kind === 'guardrail'
    ? places.valueAt(['guardrails', at.index, 'on', 'resource'])
    : places.keyAt(['targets', target, 'map', at.of, at.name])
}
