import type { Policies, Spec } from './policy.ts'
import type { Workspace } from './workspace.ts'

/** What git remembers of a target: the policies that were last applied, and writes that an apply meant to do. */
export interface LedgerSnapshot extends Workspace {
  /** Commit of the ledger's ref. */
  readonly revision: string
  /** Project folder inside the repository, '' at its root. */
  readonly folder: string
  /** Commit of the policy files at the last apply, null outside a commit. */
  readonly commit: string | null
  /** Time of the last apply, ISO 8601. */
  readonly appliedAt: string
  /** Policies that the repository manages, as last applied. */
  readonly policies: Policies
  /** Specs that interrupted applies may have left, by policy; null stands for 'absent'. */
  readonly pending: ReadonlyMap<string, readonly (Spec | null)[]>
  /**
   * Policies with fields that the schema does not know, as they were last judged by an apply; absent where
   * the ledger is of a format that remembers none.
   */
  readonly shown?: ReadonlyMap<string, ShownSpec>
}

/** A spec as the server showed it, its own fields included. */
export interface ShownSpec {
  readonly spec: Spec
  /** It is the answer to a write of ours: what it has beyond that is the server's own. */
  readonly isAnswer: boolean
}
