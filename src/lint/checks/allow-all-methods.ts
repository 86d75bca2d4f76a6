import { decidingMethods } from '../../access/questions/deciding-methods.ts'
import type { PolicyCheck } from '../check.ts'
import { WRITES } from '../methods.ts'
import { reportAtHead } from '../rule-head.ts'
import { placedRulesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** An allow without operations allows every method, DELETE too. Authors who leave operations out rarely want that. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'allow-all-methods',
  severity: 'warning',
  needsMeaning: true,
  mayReport: someItem({
    rule: ({ permission, operations }) => permission === 'allow' && operations === undefined,
  }),
  *run(policy) {
    for (const { rule, path, index } of placedRulesOf(policy)) {
      const isNarrowed = Boolean(rule.resource) || (rule.tags ?? []).length > 0
      // An empty list has a check of its own, and so has an allow of everything.
      if (rule.permission !== 'allow' || rule.operations !== undefined || !isNarrowed) continue
      const writes = decidingMethods(policy.policy.spec, index, WRITES)
      if (writes.length === 0) continue
      yield reportAtHead(policy, path, {
        message: `this allows every method, ${writes.join(', ')} too`,
        hint: 'name the operations: [GET]',
        about: writes,
      })
    }
  },
}
