import { durationOf } from '../../policy/duration.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { hasUnusualWindow } from '../duration.ts'
import { placedRoutesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** One day: an approver can be asked again the next morning. */
const LONGEST_HOURS = 24

/** One approval allows all such calls for this long. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'window-too-long',
  severity: 'warning',
  mayReport: someItem({ route: hasUnusualWindow }),
  *run(policy) {
    for (const { route, path } of placedRoutesOf(policy)) {
      const hours = (durationOf(route.defaultDuration ?? '') ?? 0) / 3.6e6
      if (hours <= LONGEST_HOURS) continue
      yield reportAt(policy, [...path, 'defaultDuration'], {
        message: `one approval lasts ${route.defaultDuration}, more than ${LONGEST_HOURS} hours`,
        hint: 'shorten it, so that somebody looks again',
      })
    }
  },
}
