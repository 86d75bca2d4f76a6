import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { quoted } from '../../parse/problem.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRoutesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

const MODES = ['first_success', 'all']

/** With a mode that the server does not know, the approval request may be sent nowhere. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'unknown-mode',
  severity: 'warning',
  mayReport: someItem({
    route: ({ delivery }) => delivery?.mode !== undefined && !MODES.includes(delivery.mode),
  }),
  *run(policy) {
    for (const { route, path } of placedRoutesOf(policy)) {
      const mode = route.delivery?.mode
      if (!mode || MODES.includes(mode)) continue
      const meant = didYouMean(mode.replace(/([a-z])([A-Z])/g, '$1_$2').replaceAll('-', '_'), MODES)
      yield reportAt(policy, [...path, 'delivery', 'mode'], {
        message: `${quoted(mode)} is not a documented mode of delivery`,
        hint: meant === null ? `the documented ones are ${MODES.join(' and ')}` : `did you mean ${meant}?`,
      })
    }
  },
}
