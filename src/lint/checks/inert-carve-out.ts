import type { PolicyCheck } from '../check.ts'
import { hasIdleRules, idleReports } from '../idle-reports.ts'

/** The rule looks like an exception from a wide deny, but a deny always wins. It is not fixed, since the exception may be intended. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'inert-carve-out',
  severity: 'warning',
  needsMeaning: true,
  mayReport: hasIdleRules,
  run: (policy, subject) =>
    idleReports({ policy, subject, kind: 'carve-out' }, ({ permission, lines }) => ({
      message: `this ${permission} is not an exception: the wider deny on ${lines} wins over it`,
      hint: `delete this rule; if it was meant as an exception, the deny on ${lines} would have to deny less, which is a change of access`,
    })),
}
