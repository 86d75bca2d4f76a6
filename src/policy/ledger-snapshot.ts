import type { Bindings } from './binding.ts'
import type { Policies, Spec } from './policy.ts'
import type { RecordedFiles } from './recorded-files.ts'
import type { Workspace } from './workspace.ts'

/** The memory of a target in git: the policies that were last applied, and the writes that an apply intended. */
export interface LedgerSnapshot extends Workspace, LedgerContents {
  /** Commit of the ledger's ref. */
  readonly revision: string
  /** 1, or the format that is written now. */
  readonly format: number
  /** Folder of the project in the repository; '' at its root. */
  readonly folder: string
  /** Commit of the policy files at the last apply; null if there was none. */
  readonly commit: string | null
  /** The command that made this revision; null: not recorded. */
  readonly deed: string | null
  /** The facts about the files of that run. */
  readonly files: RecordedFiles
  /** Time of the last apply, ISO 8601. */
  readonly appliedAt: string
}

/** A revision of a ledger, and the time for which its content held. */
export interface HeldRevision {
  readonly revision: string
  /** The command that made it; null: not recorded. */
  readonly deed: string | null
  /** When it was made; ISO 8601, UTC. */
  readonly at: string
  /** When other policies or bindings were next recorded; null: they are unchanged until now. */
  readonly until: string | null
  /** Later revisions whose dates are before the asked moment and contradict the order: nobody knows when they were made. */
  readonly leftOut: readonly { readonly revision: string; readonly at: string }[]
}

export interface LedgerContents {
  /** Policies that the repository manages, as last applied. */
  readonly policies: Policies
  /** Specs that interrupted applies may have left live, by policy; null: the policy may be absent. */
  readonly pending: Pending
  /**
   * Policies with fields that the schema does not know, as an apply last saw them; absent if the format of
   * the ledger does not remember them.
   */
  readonly shown?: Shown
  /** The bindings at the last apply; null: they were not read. */
  readonly bindings: Bindings | null
  /** Text of the config at the last apply; null: there was none, or the ledger has format 1. */
  readonly config: string | null
  /** The review of this commit's files; null: nothing is known. */
  readonly review: Review | null
  /** The statement of this commit (evidence.dsse.json), verbatim; null: none. */
  readonly evidence: string | null
}

export type Pending = ReadonlyMap<string, readonly (Spec | null)[]>
export type Shown = ReadonlyMap<string, ShownSpec>

/** A spec as the server showed it, its own fields included. */
export interface ShownSpec {
  readonly spec: Spec
  /** true: this is the answer to a write of ours, so fields that we did not send are the server's own. */
  readonly isAnswer: boolean
}

export interface Review {
  /** URLs, or numbers if the repository is known. */
  readonly pullRequests: readonly (string | number)[]
  readonly approvals: readonly Approval[]
  /** Login of the person who opened the newest of them; absent: not recorded; null: GitHub does not say. */
  readonly author?: string | null
  /** Rules of the default branch; absent: not recorded; null: they could not be read. */
  readonly rulesets?: Rulesets | null
}

export interface Rulesets {
  readonly branch: string
  /** As in GitHub's REST API: type, parameters, and the ruleset of each. */
  readonly rules: readonly object[]
}

export interface Approval {
  readonly by: string
  /** Commit that was approved. */
  readonly commit: string
  /** ISO 8601. */
  readonly at: string
  /** Pull request that was approved; absent: not recorded. */
  readonly pullRequest?: number
  /** Login of the person who opened it; absent: not recorded; null: GitHub does not say. */
  readonly author?: string | null
  /** The reason why the approval counts: the approver may write to the repository. Absent: not recorded. */
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
