import { decidingMethods } from '../../access/questions/deciding-methods.ts'
import type { PolicyCheck } from '../check.ts'
import { isReadOnly, WRITES } from '../methods.ts'
import { reportAtHead } from '../rule-head.ts'
import { placedRulesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

const IN_YAML =
  'use approval_required, or give the reason in a comment above it: # policyctl-ignore write-without-approval: …'
/** JSON has no comments. */
const IN_JSON = 'use approval_required, or accept it in checks of policyctl.yaml or in the baseline'

/** A write is allowed without a human. That may be right; then a comment should say why. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'write-without-approval',
  severity: 'warning',
  needsMeaning: true,
  mayReport: someItem({
    rule: ({ permission, operations }) => permission === 'allow' && !isReadOnly(operations),
  }),
  *run(policy) {
    for (const { rule, path, index } of placedRulesOf(policy)) {
      const named = (rule.operations ?? []).map((method) => method.toUpperCase())
      const writes = WRITES.filter((method) => named.includes(method))
      if (rule.permission !== 'allow' || writes.length === 0) continue
      const open = decidingMethods(policy.policy.spec, index, writes)
      if (open.length === 0) continue
      yield reportAtHead(policy, path, {
        message: `this allows ${open.join(', ')} without a human`,
        hint: policy.file.toLowerCase().endsWith('.json') ? IN_JSON : IN_YAML,
        about: open,
      })
    }
  },
}
