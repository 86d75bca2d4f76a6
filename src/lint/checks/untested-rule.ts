import { idleRules, neverDecides } from '../../access/questions/idle-rules.ts'
import type { PolicyCheck } from '../check.ts'
import { reportAtHead } from '../rule-head.ts'
import { placedRulesOf } from '../selectors.ts'

/** Only where a project has tests: a rule that none of them is decided by can be changed without anybody noticing. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'untested-rule',
  severity: 'info',
  needsMeaning: true,
  run: () => [],
  beside: {
    isAsked: ({ testedRules }) => testedRules !== null,
    *run(policy, { testedRules }) {
      const { name, spec } = policy.policy
      const never = new Set(
        idleRules(spec)
          .filter(neverDecides)
          .map(({ rule }) => rule),
      )
      for (const { index, path } of placedRulesOf(policy)) {
        if (never.has(index) || testedRules?.has(`${name}#${index}`) === true) continue
        yield reportAtHead(policy, path, {
          message: `no test is decided by ${name}#${index}`,
          hint: 'add one to a *.test.yaml: policyctl test --coverage lists all such rules',
        })
      }
    },
  },
}
