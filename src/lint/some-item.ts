import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Route, Rule } from '../policy/policy.ts'

interface ItemLooks {
  /** Absent: the check does not report rules. */
  rule?(rule: Rule): boolean
  /** Absent: the check does not report routes. */
  route?(route: Route): boolean
}

/**
 * Makes the cheap test of a check that reports single rules or routes: true if one of
 * them may be reported. Nearly all are fine, and running twenty checks on each policy
 * would cost more than reading its file.
 */
export function someItem({ rule, route }: ItemLooks): (policy: ParsedPolicy) => boolean {
  return ({ policy: { spec } }) => {
    if (rule !== undefined) for (const one of spec.policies) if (rule(one)) return true
    if (route !== undefined) for (const one of spec.approvals ?? []) if (route(one)) return true
    return false
  }
}
