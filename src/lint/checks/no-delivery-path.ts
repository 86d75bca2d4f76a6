import { quoted } from '../../parse/problem.ts'
import { routeLabel } from '../../policy/route-label.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRoutesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** The approval request reaches nobody, so the call waits until it fails. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'no-delivery-path',
  severity: 'error',
  needsMeaning: 'item',
  mayReport: someItem({ route: ({ delivery }) => delivery?.fallbackToUI === false }),
  *run(policy) {
    for (const { route, path, index } of placedRoutesOf(policy)) {
      const { delivery } = route
      // An absent field may have a default; a field that is written has none.
      if (delivery?.fallbackToUI !== false || (delivery.connectors ?? []).length > 0) continue
      yield reportAt(policy, [...path, 'delivery'], {
        message: `route ${quoted(routeLabel(route, index))} has no connector, and does not fall back to the console`,
        hint: 'name a connector, or write fallbackToUI: true',
      })
    }
  },
}
