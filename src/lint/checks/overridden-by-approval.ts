import type { PolicyCheck } from '../check.ts'
import { hasIdleRules, idleReports } from '../idle-reports.ts'

/** Approval beats allow, so an allow whose requests all need approval has no effect. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'overridden-by-approval',
  severity: 'warning',
  needsMeaning: true,
  mayReport: hasIdleRules,
  run: (policy, subject) =>
    idleReports({ policy, subject, kind: 'asked' }, ({ by, lines, verb }) => {
      const hasDeny = by.some((rule) => policy.policy.spec.policies[rule]?.permission === 'deny')
      const how = hasDeny ? 'ask a human for or deny' : verb('asks a human for', 'ask a human for')
      return {
        message: `this allow never decides: ${lines} ${how} every request that it matches`,
        hint: `delete this rule; if it was meant to count, ${lines} would have to ask for less, which is a change of access`,
      }
    }),
}
