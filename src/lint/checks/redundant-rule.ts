import type { PolicyCheck } from '../check.ts'
import { hasIdleRules, idleReports } from '../idle-reports.ts'

/** Wider rules say all that it says. Who deletes it to close something closes nothing. */
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
