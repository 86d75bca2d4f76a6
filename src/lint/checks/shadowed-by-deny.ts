import type { PolicyCheck } from '../check.ts'
import { hasIdleRules, idleReports } from '../idle-reports.ts'

/** A deny wins over every other rule, so a rule whose requests are all denied never decides. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'shadowed-by-deny',
  severity: 'warning',
  needsMeaning: true,
  mayReport: hasIdleRules,
  run: (policy, subject) =>
    idleReports({ policy, subject, kind: 'denied' }, ({ permission, lines, verb }) => ({
      message: `this ${permission} never decides: ${lines} ${verb('denies', 'deny')} every request that it matches`,
      hint: `delete this rule; if it was meant to count, ${lines} would have to deny less, which is a change of access`,
    })),
}
