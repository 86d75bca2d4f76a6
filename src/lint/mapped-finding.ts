/** Adds the replaced names to a finding about a value that a map replaces; its place is that of the file. */
import type { Finding } from '../diagnostic/finding.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { isWithin } from './within.ts'

export function mappedFinding(finding: Finding, fleet: FleetSubject | null): Finding {
  if (fleet === null || finding.policy === null) return finding
  const policy = fleet.given.policies.find(
    ({
      written: {
        policy: { name },
        file,
      },
    }) => name === finding.policy && file === finding.file,
  )
  const swapped = (policy?.mapped ?? []).filter(({ path }) => {
    const place = policy?.written.placeOf(path)
    return place !== undefined && (isWithin(place, finding) || isWithin(finding, place))
  })
  if (swapped.length === 0) return finding
  const names = [...new Set(swapped.map(({ from, to }) => `${from} is ${to}`))]
  return { ...finding, message: `${finding.message} (in ${fleet.target.name} ${names.join(', ')})` }
}
