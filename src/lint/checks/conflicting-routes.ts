import { routeConflicts } from '../../access/questions/route-conflicts.ts'
import type { PolicyCheck } from '../check.ts'
import { routeContent } from '../item-content.ts'
import { requestText } from '../request-text.ts'
import { linesText, reportAtHead } from '../rule-head.ts'

/** Neither route is an exception from the other, so who is asked depends on their order, which no documentation defines. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'conflicting-routes',
  severity: 'warning',
  readsNames: ['groups', 'connectors', 'tools'],
  needsMeaning: true,
  mayReport: ({ policy }) => (policy.spec.approvals ?? []).length > 1,
  *run(policy) {
    for (const { first, second, witness } of routeConflicts(policy.policy.spec, policy.policy.name)) {
      const other = policy.policy.spec.approvals?.[first]
      yield reportAtHead(policy, ['spec', 'approvals', second], {
        message: `${requestText(witness)} matches this route and the one on ${linesText(policy, 'approvals', [first])}, which ask different people`,
        hint: 'narrow one of them, so that their order does not decide who is asked',
        about: other === undefined ? [] : [routeContent(other)],
      })
    }
  },
}
