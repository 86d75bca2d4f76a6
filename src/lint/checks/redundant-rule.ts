import type { PolicyCheck } from '../check.ts'
import { hasIdleRules, idleReports } from '../idle-reports.ts'

/** Wider rules of the same permission match all that the rule matches, so deleting it has no effect. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'redundant-rule',
  severity: 'warning',
  needsMeaning: true,
  mayReport: hasIdleRules,
  run: (policy, subject) =>
    idleReports({ policy, subject, kind: 'redundant' }, ({ permission, lines, verb }) => ({
      message: `this ${permission} changes nothing: ${lines} ${verb('matches', 'match')} every request that it matches`,
      hint: `delete this rule, or narrow ${lines}`,
    })),
}
