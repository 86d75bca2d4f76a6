import { unusedEntries } from '../../fleet/map-faults.ts'
import type { SetCheck } from '../check.ts'
import { mapReports } from '../map-reports.ts'

/** A map entry for a name that no file has. If it is misspelt, the real name is not replaced for this target. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unused-map',
  severity: 'warning',
  *run(subject) {
    if (subject.fleet !== null) yield* mapReports(unusedEntries(subject.fleet), subject)
  },
}
