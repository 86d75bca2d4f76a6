/** The content of a ledger commit, for the code that writes its statement and the code that verifies it. */
import type { Bindings } from './binding.ts'
import type { LedgerContents } from './ledger-snapshot.ts'
import type { Policies } from './policy.ts'

/** Facts that only the run knows that makes the commit. */
export interface RunFacts {
  /** Guards that failed and were lifted. */
  readonly lifted: readonly LiftedGuard[]
  /** The guardrails as in the plan's document. */
  readonly guardrails: readonly object[]
  /** The result of each step. */
  readonly results: readonly object[]
  /** True if the list of policies that was read at the end is what the plan wanted. */
  readonly converged: boolean
  /** Digest of the policies that were read back at the end (`sha256`, hex); null if they were not read. */
  readonly live: string | null
  /** Compares two sides, and reuses the comparison of the plan. */
  readonly compare?: CompareSides
}

/** Returns the regions in which access differs. */
export type CompareSides = (before: ComparedSide, after: ComparedSide) => readonly object[]

/** One side of a comparison. */
export interface ComparedSide {
  readonly policies: Policies
  readonly bindings: Bindings
}

export interface LiftedGuard {
  readonly guard: string
  /** null: it was about the plan as a whole. */
  readonly policy: string | null
  /** null: no reason given. */
  readonly reason: string | null
}

/** Ids of a ledger's tree, as git computes them. */
export interface TreeIds {
  /** The whole tree without the statement, which cannot contain its own id. */
  readonly tree: string
  /** The tree of the folder `policies`; that of an empty folder if there is none. */
  readonly policies: string
}

/** A commit of a ledger that is about to be made. */
export interface LedgerRecord extends TreeIds {
  readonly before: { readonly revision: string; readonly contents: LedgerContents } | null
  /** Revisions of other ledgers that this one continues. */
  readonly joined: readonly string[]
  readonly after: LedgerContents
  /** Text of bindings.json; null if there is none. */
  readonly bindings: string | null
  readonly run: RunFacts | null
  /** The author of the files, if known. */
  readonly author: string | null
  readonly head: CommitHead
  /** ISO 8601, UTC. */
  readonly at: string
  /** The trailers, by meaning. */
  readonly said: TrailerFacts
}

/** The trailers that a statement repeats; null: the trailer is absent. */
export interface TrailerFacts {
  readonly deed: string | null
  readonly target: string
  readonly endpoint: string
  readonly namespace: string | null
  readonly folder: string
  readonly commit: string | null
  readonly config: string | null
  readonly plan: string | null
  readonly actor: string
  readonly run: string | null
  readonly reason: string | null
  readonly tool: string | null
}

/** The content of a ledger commit besides its tree. */
export interface CommitHead {
  /** Subject, body and trailers, as the commit has them. */
  readonly message: string
  /** `name <email>` of author and committer. */
  readonly by: string
}

/** Returns the text of the statement. */
export type Attest = (record: LedgerRecord) => Promise<string>

/**
 * The verdict of gpg on a commit's signature. foreign: by a key that is not in the key ring. unchecked: gpg is not
 * installed, or did not run.
 */
export type GpgVerdict = 'trusted' | 'foreign' | 'revoked' | 'broken' | 'unchecked'

/** A commit of a ledger as it was found: not only policyctl can have written it. */
export interface ChainCommit extends TreeIds, CommitHead {
  readonly oid: string
  readonly parents: readonly string[]
  /** null if the message is not that of a ledger commit. */
  readonly said: (TrailerFacts & { readonly appliedAt: string }) | null
  /** Trailers by name, percent-decoded. */
  readonly trailers: ReadonlyMap<string, string>
  /** The committer's time; seconds since 1970. */
  readonly at: number
  /** The author's time; seconds since 1970. */
  readonly authoredAt: number
  /** The signature of the commit, verbatim; null if it has none. */
  readonly signature: string | null
  /** The bytes that were signed: the commit without its signature. */
  readonly signed: Buffer
  /** null if the tree cannot be read: `fault` says why. */
  readonly contents: LedgerContents | null
  readonly fault: string | null
  /** Text of bindings.json; null if there is none. */
  readonly bindings: string | null
}
