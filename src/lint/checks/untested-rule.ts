import { idleRules, neverDecides } from '../../access/questions/idle-rules.ts'
import type { PolicyCheck } from '../check.ts'
import { reportAtHead } from '../rule-head.ts'
import { placedRulesOf } from '../selectors.ts'

/** In a project with tests: a rule that decides no test can be changed without a test failing. */
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
