import { quoted } from '../../parse/problem.ts'
import { routeLabel } from '../../policy/route-label.ts'
import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRoutesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** The documentation does not say who may approve if no group is named: nobody, or anybody. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'empty-approvers',
  severity: 'error',
  needsMeaning: 'item',
  mayReport: someItem({ route: ({ approvers }) => !approvers?.groups?.length }),
  *run(policy) {
    for (const { route, path, index } of placedRoutesOf(policy)) {
      if ((route.approvers?.groups ?? []).length > 0) continue
      yield reportAt(policy, [...path, 'approvers', 'groups'], {
        message: `route ${quoted(routeLabel(route, index))} names nobody who may approve`,
        hint: 'write approvers: { groups: [<group>] }',
      })
    }
  },
}
