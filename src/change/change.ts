import type { Spec } from '../policy/policy.ts'

/**
 * The side that made desired and live differ.
 * - repository: live is what was last applied, or what an interrupted apply
 *   left.
 * - live: someone edited, created or deleted it live.
 * - both: the files and live moved away from the ledger.
 * - unknown: there is no ledger.
 */
export type Origin = 'repository' | 'live' | 'both' | 'unknown'

export type Action = 'create' | 'update' | 'delete'

/** One policy that has to become something else. */
export interface Change {
  readonly action: Action
  readonly policy: string
  /** File that asks for it, null for a delete. */
  readonly file: string | null
  readonly origin: Origin
  /** Live without the server's own fields, null where absent. */
  readonly before: Spec | null
  /** Desired, null where it goes. */
  readonly after: Spec | null
  /** The spec that was last applied; null: the ledger has none. */
  readonly ledger: Spec | null
  /** Agents bound to the live policy. */
  readonly usedBy: readonly string[]
}

export interface Changes {
  readonly changes: readonly Change[]
  readonly unchanged: readonly string[]
  /** In a file and live, but not yet in the ledger, changed or not; empty where there is no ledger. */
  readonly adopted: readonly string[]
  /** Live, in no file, never in the ledger: reported, never touched. */
  readonly unmanaged: readonly string[]
}
