import { hasOpenApprovals, unroutedApprovals } from '../../access/questions/unrouted-approvals.ts'
import type { PolicyCheck } from '../check.ts'
import { requestText } from '../request-text.ts'
import { reportAtHead } from '../rule-head.ts'

/** Without a route the platform still asks for approval, but an administrator answers, and not the policy's approvers. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'approval-without-route',
  severity: 'warning',
  needsMeaning: true,
  mayReport: ({ policy }) => hasOpenApprovals(policy.spec),
  *run(policy) {
    const hasRoutes = (policy.policy.spec.approvals ?? []).length > 0
    for (const { rule, witness } of unroutedApprovals(policy.policy.spec, policy.policy.name))
      yield reportAtHead(policy, ['spec', 'policies', rule], {
        message: hasRoutes
          ? `no route takes ${requestText(witness)}, which needs an approval by this rule: an administrator may approve it`
          : `this policy has no approvals, so ${requestText(witness)} waits for an administrator`,
        hint: hasRoutes
          ? 'widen a route, or add a last one without selectors'
          : 'add spec.approvals with the groups that approve',
        about: [requestText(witness)],
      })
  },
}
