import { unroutedApprovals } from '../../access/questions/unrouted-approvals.ts'
import type { PolicyCheck } from '../check.ts'
import { requestText } from '../request-text.ts'
import { reportAtHead } from '../rule-head.ts'

/** What happens to an approval that no route takes is not documented; most likely nobody ever sees it. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'approval-without-route',
  severity: 'warning',
  needsMeaning: true,
  *run(policy) {
    const hasRoutes = (policy.policy.spec.approvals ?? []).length > 0
    for (const { rule, witness } of unroutedApprovals(policy.policy.spec, policy.policy.name))
      yield reportAtHead(policy, ['spec', 'policies', rule], {
        message: hasRoutes
          ? `no route takes ${requestText(witness)}, which needs an approval by this rule`
          : `nobody is asked for ${requestText(witness)}: this policy has no approvals`,
        hint: hasRoutes
          ? 'widen a route, or add a last one without selectors'
          : 'add spec.approvals with the groups that approve',
      })
  },
}
