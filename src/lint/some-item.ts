import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Route, Rule } from '../policy/policy.ts'

interface ItemLooks {
  /** Absent: the check says nothing of rules. */
  rule?(rule: Rule): boolean
  /** Absent: the check says nothing of routes. */
  route?(route: Route): boolean
}

/**
 * The look of a check that speaks of one rule or route at a time: true where
 * it may have something to say of one of them. Nearly all of them are fine, and
 * to run twenty checks over each policy cost more than to read its file.
 */
export function someItem({ rule, route }: ItemLooks): (policy: ParsedPolicy) => boolean {
  return ({ policy: { spec } }) => {
    if (rule !== undefined) for (const one of spec.policies) if (rule(one)) return true
    if (route !== undefined) for (const one of spec.approvals ?? []) if (route(one)) return true
    return false
  }
}
