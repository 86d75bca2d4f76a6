import type { PolicyCheck } from '../check.ts'
import { hasIdleRules, idleReports } from '../idle-reports.ts'

/** If two rules say the same, changing or deleting only one of them has no effect. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'duplicate-rule',
  severity: 'warning',
  needsMeaning: true,
  mayReport: hasIdleRules,
  run: (policy, subject) =>
    idleReports({ policy, subject, kind: 'duplicate' }, ({ permission, lines }) => ({
      message: `this ${permission} is already on ${lines}`,
      hint: 'delete one of them',
    })),
}
