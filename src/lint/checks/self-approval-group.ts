import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRoutesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

const SELF = /^self[-_.]?(?:approv|serv)/i

/** The name of the group suggests that people approve what their own agents ask for. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'self-approval-group',
  severity: 'info',
  readsNames: ['groups'],
  mayReport: someItem({
    route: ({ approvers }) => approvers?.groups?.some((group) => SELF.test(group)) === true,
  }),
  *run(policy) {
    for (const { route, path } of placedRoutesOf(policy)) {
      for (const [at, group] of (route.approvers?.groups ?? []).entries()) {
        if (!SELF.test(group)) continue
        yield reportAt(policy, [...path, 'approvers', 'groups', at], {
          message: `members of ${group} seem to approve what their own agents ask for`,
          hint: 'name a group of other people if a second person is to approve',
        })
      }
    }
  },
}
