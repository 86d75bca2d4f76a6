import type { Spec } from './policy.ts'

/** A policy as the API shows it, as far as the tool looks at it. */
export interface LivePolicy {
  readonly name: string
  /** As the server sent it, its own additions included; compare canonical forms only. */
  readonly spec: Spec
  /** Agents that are bound to it, `namespace/name`, sorted; null where the server does not say. */
  readonly usedBy: readonly string[] | null
  /** Why nobody can tell what it does: it is never touched, and `spec` says nothing. Absent where it can be read. */
  readonly fault?: string
  /** Names of what stands beside `spec` and is no documented field: the server's own. Sorted; absent for none. */
  readonly beside?: readonly string[]
  /** The policy's readiness; absent: the server does not say. */
  readonly readiness?: Readiness
}

/** A live policy of which nobody can tell what it does. */
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
