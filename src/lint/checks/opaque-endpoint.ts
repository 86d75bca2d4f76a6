import { type PolicyCheck, reportAt } from '../check.ts'
import { isReadOnly } from '../methods.ts'
import { placedRulesOf } from '../selectors.ts'
import { someItem } from '../some-item.ts'

const OPAQUE = /\/(graphql|\$?batch|jsonrpc|rpc)(?:\/?\*?)$/i

/** The effect of such a request depends on its body, which no rule sees: reads and writes cannot be told apart. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'opaque-endpoint',
  severity: 'info',
  needsMeaning: 'item',
  mayReport: someItem({
    rule: ({ permission, operations }) => permission === 'allow' && !isReadOnly(operations),
  }),
  *run(policy) {
    for (const { rule, path } of placedRulesOf(policy)) {
      const [, name] = OPAQUE.exec(rule.resource ?? '') ?? []
      const operations = rule.operations ?? []
      const mayPost = operations.length === 0 || operations.some((method) => method.toUpperCase() === 'POST')
      if (rule.permission !== 'allow' || name === undefined || !mayPost) continue
      yield reportAt(policy, [...path, 'resource'], {
        message: `rules cannot see what a POST to /${name} does: reads and writes look the same`,
        hint: 'ask for approval, or limit what the credentials may do',
      })
    }
  },
}
