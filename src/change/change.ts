import type { Spec } from '../policy/policy.ts'

/**
 * Says which side made desired and live differ.
 * - repository: the files. Live is still what was last applied, or what an
 *   interrupted apply left.
 * - live: somebody edited, created or deleted it in the workspace.
 * - both: the files and live both differ from the ledger.
 * - unknown: there is no ledger.
 */
export type Origin = 'repository' | 'live' | 'both' | 'unknown'

export type Action = 'create' | 'update' | 'delete'

/** One policy whose live spec differs from the desired one. */
export interface Change {
  readonly action: Action
  readonly policy: string
  /** The file that asks for it; null for a delete. */
  readonly file: string | null
  readonly origin: Origin
  /** The live spec without the server's own fields; null for a create. */
  readonly before: Spec | null
  /** The desired spec; null for a delete. */
  readonly after: Spec | null
  /** The spec that was last applied; null: the ledger has none. */
  readonly ledger: Spec | null
  /** Agents bound to the live policy. */
  readonly usedBy: readonly string[]
}

export interface Changes {
  readonly changes: readonly Change[]
  readonly unchanged: readonly string[]
  /** Policies in a file and live, but not yet in the ledger, changed or not; empty if there is no ledger. */
  readonly adopted: readonly string[]
  /** Policies in a file and live that the repository does not own yet: an apply takes over those that are as their file says. */
  readonly newlyManaged: readonly string[]
  /** Policies that are live and in no file, and that the repository does not own: reported, never touched. */
  readonly unmanaged: readonly string[]
}
