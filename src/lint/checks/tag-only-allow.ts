import { type PolicyCheck, reportAt } from '../check.ts'
import { placedRulesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

/** With such a rule, the people who tag tools decide what agents may call. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'tag-only-allow',
  severity: 'info',
  needsMeaning: 'item',
  mayReport: someItem({ rule: ({ permission, resource }) => permission === 'allow' && !resource }),
  *run(policy) {
    for (const { rule, path } of placedRulesOf(policy)) {
      const tags = rule.tags ?? []
      if (rule.permission !== 'allow' || rule.resource || tags.length === 0) continue
      yield reportAt(policy, [...path, 'tags'], {
        message: `this allows every URL of every tool that is tagged ${tags.join(' or ')}, whoever tags it`,
        hint: 'name the resource as well',
      })
    }
  },
}
