import { idleRoutes } from '../../access/questions/idle-routes.ts'
import { quoted } from '../../parse/problem.ts'
import { routeLabel } from '../../policy/route-label.ts'
import type { PolicyCheck } from '../check.ts'
import { reportAtHead } from '../rule-head.ts'
import { placedRoutesOf } from '../selectors.ts'

/** A route is for requests that an approval_required rule of its policy matches; this one matches none of them. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'unreachable-route',
  severity: 'warning',
  readsNames: ['tools'],
  needsMeaning: true,
  mayReport: ({ policy }) => idleRoutes(policy.spec).length > 0,
  *run(policy) {
    const unreachable = idleRoutes(policy.policy.spec).filter(({ by }) => by.length === 0)
    for (const { route, path, index } of placedRoutesOf(policy)) {
      if (!unreachable.some((idle) => idle.route === index)) continue
      yield reportAtHead(policy, path, {
        message: `no approval_required rule of this policy asks for anything that route ${quoted(routeLabel(route, index))} matches`,
        hint: 'delete the route, or correct its operations and resource',
      })
    }
  },
}
