import { decidingMethods } from '../../access/questions/deciding-methods.ts'
import type { Rule } from '../../policy/policy.ts'
import type { PolicyCheck } from '../check.ts'
import { isReadOnly, WRITES } from '../methods.ts'
import { reportAtHead } from '../rule-head.ts'
import { placedRulesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

const IN_YAML =
  'use approval_required, or give the reason in a comment above it: # policyctl-ignore write-without-approval: …'
/** JSON has no comments. */
const IN_JSON = 'use approval_required, or accept it in checks of policyctl.yaml or in the baseline'

/**
 * A write is allowed without a human. That may be right; then a comment should say why. A rule that names no method
 * allows writes too; another check reports it, and counts if it is at least as severe.
 */
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
      if (rule.permission !== 'allow') continue
      const named = (rule.operations ?? []).map((method) => method.toUpperCase())
      const isAll = named.length === 0 || named.includes('*')
      const writes = isAll ? WRITES : WRITES.filter((method) => named.includes(method))
      const open = writes.length === 0 ? [] : decidingMethods(policy.policy.spec, index, writes)
      if (open.length === 0) continue
      yield reportAtHead(policy, path, {
        message: `this allows ${open.join(', ')} without a human`,
        hint: policy.file.toLowerCase().endsWith('.json') ? IN_JSON : IN_YAML,
        about: open,
        ...(isAll && { saidBy: checkOfAll(rule) }),
      })
    }
  },
}

/** The check that reports an allow of every method. */
function checkOfAll({ operations, resource, tags = [] }: Rule): string {
  if (operations !== undefined) return operations.length === 0 ? 'empty-list-means-all' : 'unknown-method'
  return resource || tags.length > 0 ? 'allow-all-methods' : 'allow-any-resource'
}
