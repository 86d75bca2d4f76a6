import type { Bindings } from './binding.ts'
import type { Policies, Spec } from './policy.ts'
import type { Workspace } from './workspace.ts'

/** Git's memory of a target: the policies that were last applied, and the writes that an apply meant to do. */
export interface LedgerSnapshot extends Workspace, LedgerContents {
  /** Commit of the ledger's ref. */
  readonly revision: string
  /** 1, or the one that is written now. */
  readonly format: number
  /** Project folder inside the repository, '' at its root. */
  readonly folder: string
  /** Commit of the policy files at the last apply, null outside a commit. */
  readonly commit: string | null
  /** Time of the last apply, ISO 8601. */
  readonly appliedAt: string
}

/** A revision of a ledger, and how long what it says was so. */
export interface HeldRevision {
  readonly revision: string
  /** When it was applied; ISO 8601, UTC. */
  readonly at: string
  /** When policies or bindings were next recorded otherwise; null: they still are as they were. */
  readonly until: string | null
}

export interface LedgerContents {
  /** Policies that the repository manages, as last applied. */
  readonly policies: Policies
  /** Specs that interrupted applies may have left, by policy; null stands for 'absent'. */
  readonly pending: Pending
  /**
   * Policies with fields that the schema does not know, as they were last judged by an apply; absent where
   * the ledger is of a format that remembers none.
   */
  readonly shown?: Shown
  /** The bindings at the last apply; null: nobody looked. */
  readonly bindings: Bindings | null
  /** Text of the config that was in force; null: its defaults were, or format 1. */
  readonly config: string | null
  /** The review of the files for this commit alone, as far as it is known; null: nothing is. */
  readonly review: Review | null
  /** The statement of this commit (evidence.dsse.json), as it is; null: none. */
  readonly evidence: string | null
}

export type Pending = ReadonlyMap<string, readonly (Spec | null)[]>
export type Shown = ReadonlyMap<string, ShownSpec>

/** A spec as the server showed it, its own fields included. */
export interface ShownSpec {
  readonly spec: Spec
  /** It is the answer to a write of ours: what it has beyond that is the server's own. */
  readonly isAnswer: boolean
}

export interface Review {
  /** URLs, or numbers where the repository is known. */
  readonly pullRequests: readonly (string | number)[]
  readonly approvals: readonly Approval[]
  /** Login of whoever opened the newest of them; absent where nobody noted it, null where GitHub does not say. */
  readonly author?: string | null
  /** Rules of the default branch; absent where nobody noted them, null where they could not be read. */
  readonly rulesets?: Rulesets | null
}

export interface Rulesets {
  readonly branch: string
  /** As GitHub's REST API has them: type, parameters, and the ruleset that each is from. */
  readonly rules: readonly object[]
}

export interface Approval {
  readonly by: string
  /** Commit that was approved. */
  readonly commit: string
  /** ISO 8601. */
  readonly at: string
  /** Pull request that was approved; absent where nobody noted it. */
  readonly pullRequest?: number
  /** Login of whoever opened that; absent where nobody noted it, null where GitHub does not say. */
  readonly author?: string | null
  /** The reason why the approval counts: the approver may write to the repository. Absent: nobody recorded it. */
  readonly right?: 'write'
}

export const EMPTY_LEDGER: LedgerContents = {
  policies: new Map(),
  pending: new Map(),
  bindings: null,
  config: null,
  review: null,
  evidence: null,
}
