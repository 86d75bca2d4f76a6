/** The library. */
export type { Finding, Severity } from './diagnostic/finding.ts'
export { PolicyctlError } from './diagnostic/policyctl-error.ts'
export type { Policy, Route, Rule, Spec } from './policy/policy.ts'
