import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRulesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** An allow with neither resource nor tags allows every tool that the agent has, and every one that it will get. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'allow-any-resource',
  severity: 'error',
  needsMeaning: 'item',
  mayReport: someItem({ rule: ({ permission, resource }) => permission === 'allow' && !resource }),
  *run(policy) {
    for (const { rule, path } of placedRulesOf(policy)) {
      const hasTags = (rule.tags ?? []).length > 0
      if (rule.permission !== 'allow' || rule.resource || hasTags) continue
      yield reportAt(policy, path, {
        message: 'this allows every URL of every tool',
        hint: 'name the resource: https://api.example.com/*',
      })
    }
  },
}
