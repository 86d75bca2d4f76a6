import { ambiguousEntries } from '../../fleet/map-faults.ts'
import type { SetCheck } from '../check.ts'
import { mapReports } from '../map-reports.ts'

/** A map that can be applied in several ways would have to be guessed. */
export const check: SetCheck = {
  kind: 'set',
  id: 'ambiguous-map',
  severity: 'error',
  isLocked: true,
  *run(subject) {
    if (subject.fleet !== null) yield* mapReports(ambiguousEntries(subject.fleet), subject)
  },
}
