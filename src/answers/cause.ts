/** A rule or route that causes an access change, with its place in the files. */
export interface Cause {
  readonly policy: string
  /** Index of the rule; null if the cause is a route, or a policy that is gone. */
  readonly rule: number | null
  /** Name of the route; null if the cause is not a route. */
  readonly route: string | null
  /** null: the policy is in no file, or gone. */
  readonly file: string | null
  readonly line: number | null
  /** Values of the rule or route that the target's map replaced. */
  readonly mapped?: readonly { readonly from: string; readonly to: string }[]
  /** True if the policy does not exist after the change. */
  readonly isGone: boolean
}

/** `payments#2`, `payments@refunds`, `payments`. */
export function causeName({ policy, rule, route }: Cause): string {
  if (rule !== null) return `${policy}#${rule}`
  return route === null ? policy : `${policy}@${route}`
}
