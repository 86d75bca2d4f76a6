/** A rule or route that makes an access change, with its place in the files. */
export interface Cause {
  readonly policy: string
  /** Index of the rule; null where the cause is a route, or a rule that is gone. */
  readonly rule: number | null
  /** Name of the route, null where the cause is none. */
  readonly route: string | null
  /** null: the policy is in no file, or gone. */
  readonly file: string | null
  readonly line: number | null
  /** The values of the rule or route that the target calls otherwise than its file. */
  readonly mapped?: readonly { readonly from: string; readonly to: string }[]
  /** The policy does not exist after the change. */
  readonly isGone: boolean
}

/** `payments#2`, `payments@refunds`, `payments`. */
export function causeName({ policy, rule, route }: Cause): string {
  if (rule !== null) return `${policy}#${rule}`
  return route === null ? policy : `${policy}@${route}`
}
