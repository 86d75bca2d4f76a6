import { quoted } from '../../parse/problem.ts'
import { durationOf } from '../../policy/duration.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { hasUnusualWindow, meantDuration } from '../duration.ts'
import { placedRoutesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** The server may refuse an invalid duration, or use a default that nobody wrote. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'invalid-duration',
  severity: 'error',
  mayReport: someItem({ route: hasUnusualWindow }),
  *run(policy) {
    for (const { route, path } of placedRoutesOf(policy)) {
      const { defaultDuration } = route
      // Empty means absent, to the server as to everything else.
      if (!defaultDuration || durationOf(defaultDuration) !== null) continue
      const meant = meantDuration(defaultDuration)
      yield reportAt(policy, [...path, 'defaultDuration'], {
        message: `${quoted(defaultDuration)} is not a duration`,
        hint: meant === null ? 'write 30m, 4h or 1h30m' : `write ${meant}`,
      })
    }
  },
}
