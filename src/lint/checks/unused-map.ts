import { unusedEntries } from '../../fleet/map-faults.ts'
import type { SetCheck } from '../check.ts'
import { mapReports } from '../map-reports.ts'

/** An entry of a map for something that nobody names: a misspelt host stays the one of the other targets. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unused-map',
  severity: 'warning',
  *run(subject) {
    if (subject.fleet !== null) yield* mapReports(unusedEntries(subject.fleet), subject)
  },
}
