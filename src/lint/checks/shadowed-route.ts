import { idleRoutes } from '../../access/questions/idle-routes.ts'
import type { PolicyCheck } from '../check.ts'
import { linesText, reportAtHead } from '../rule-head.ts'

/** The first matching route is taken, so a route behind a wider one is never used. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'shadowed-route',
  severity: 'warning',
  readsNames: ['tools'],
  needsMeaning: true,
  mayReport: ({ policy }) => idleRoutes(policy.spec).length > 0,
  *run(policy) {
    for (const { route, by } of idleRoutes(policy.policy.spec)) {
      if (by.length === 0) continue
      const lines = linesText(policy, 'approvals', by)
      yield reportAtHead(policy, ['spec', 'approvals', route], {
        message: `this route is never used: ${lines} ${by.length === 1 ? 'takes' : 'take'} every request that it matches`,
        hint: `move it above ${lines}, or delete it`,
      })
    }
  },
}
