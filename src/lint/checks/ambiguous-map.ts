import { ambiguousEntries } from '../../fleet/map-faults.ts'
import type { SetCheck } from '../check.ts'
import { mapReports } from '../map-reports.ts'

/** Reports maps that could only be applied by guessing. */
export const check: SetCheck = {
  kind: 'set',
  id: 'ambiguous-map',
  severity: 'error',
  isLocked: true,
  *run(subject) {
    if (subject.fleet !== null) yield* mapReports(ambiguousEntries(subject.fleet), subject)
  },
}
