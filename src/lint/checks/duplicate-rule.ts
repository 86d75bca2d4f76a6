import type { PolicyCheck } from '../check.ts'
import { hasIdleRules, idleReports } from '../idle-reports.ts'

/** Two rules that say the same: who changes one of them changes nothing. */
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
