import type { Spec } from './policy.ts'

/** A policy as the API shows it, without the fields that policyctl does not use. */
export interface LivePolicy {
  readonly name: string
  /** As the server sent it, its own additions included; compare canonical forms only. */
  readonly spec: Spec
  /** Agents that are bound to it, `namespace/name`, sorted; null if the server does not say. */
  readonly usedBy: readonly string[] | null
  /** The reason why the policy cannot be read. It is never touched then, and `spec` means nothing. Absent if it can be read. */
  readonly fault?: string
  /** Names of undocumented fields beside `spec`, which are the server's own. Sorted; absent: none. */
  readonly beside?: readonly string[]
  /** True if `adopt` recorded it, no apply has taken it over, and no file has it here. */
  readonly isAdopted?: true
  /** The policy's readiness; absent: the server does not say. */
  readonly readiness?: Readiness
}

/** A live policy that cannot be read, so that nobody knows what it allows. */
export interface UnreadablePolicy extends LivePolicy {
  readonly fault: string
}

export function isUnreadable(policy: LivePolicy): policy is UnreadablePolicy {
  return policy.fault !== undefined
}

export interface Readiness {
  readonly isReady: boolean
  /** The server's message about it; '': none. */
  readonly message: string
}
