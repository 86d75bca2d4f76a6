/** The content of a ledger commit, for the code that writes a statement of it and the code that verifies one. */
import type { Bindings } from './binding.ts'
import type { LedgerContents } from './ledger-snapshot.ts'
import type { Policies } from './policy.ts'

/** Facts that only the run that makes the commit knows; absent: nothing was run. */
export interface RunFacts {
  /** Guards that had something against it, and were lifted. */
  readonly lifted: readonly LiftedGuard[]
  /** As the plan's document has them. */
  readonly guardrails: readonly object[]
  /** A step each: what became of it. */
  readonly results: readonly object[]
  /** True if the list at the end showed what the plan wanted. */
  readonly converged: boolean
  /** Digest of the policies that were read back at the end (`sha256`, hex), null where they were not. */
  readonly live: string | null
  /** Compares two sides, and knows what the plan has compared already. */
  readonly compare?: CompareSides
}

/** Gives the regions in which access differs. */
export type CompareSides = (before: ComparedSide, after: ComparedSide) => readonly object[]

/** The content of an access side. */
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
  /** Without the statement, which cannot speak of itself. */
  readonly tree: string
  /** The tree of the folder `policies`; that of an empty folder if there is none. */
  readonly policies: string
}

/** A commit of a ledger that is about to be made. */
export interface LedgerRecord extends TreeIds {
  readonly before: { readonly revision: string; readonly contents: LedgerContents } | null
  /** Further ledgers that go on in this one. */
  readonly joined: readonly string[]
  readonly after: LedgerContents
  /** Text of bindings.json; null where there is none. */
  readonly bindings: string | null
  readonly run: RunFacts | null
  /** The author of the files, if known. */
  readonly author: string | null
  readonly head: CommitHead
  /** ISO 8601, UTC. */
  readonly at: string
  /** The trailers by their meaning; null: the trailer is absent. */
  readonly said: TrailerFacts
}

/** The trailers that a statement repeats. */
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

/** Gives the text of the statement. */
export type Attest = (record: LedgerRecord) => Promise<string>

/**
 * The verdict of gpg on a commit's signature. foreign: by a key that is not in the ring. unchecked: gpg is not there,
 * or did not run.
 */
export type GpgVerdict = 'trusted' | 'foreign' | 'revoked' | 'broken' | 'unchecked'

/** A commit of a ledger as it was found, whoever wrote it. */
export interface ChainCommit extends TreeIds, CommitHead {
  readonly oid: string
  readonly parents: readonly string[]
  /** null where the message is none of a ledger's. */
  readonly said: (TrailerFacts & { readonly appliedAt: string }) | null
  /** By name, percent-decoded. */
  readonly trailers: ReadonlyMap<string, string>
  /** Seconds since 1970, of the committer. */
  readonly at: number
  /** The same of the author, where git has both. */
  readonly authoredAt: number
  /** The signature of the commit, verbatim; null: it has none. */
  readonly signature: string | null
  /** The commit without its signature. */
  readonly signed: Buffer
  /** null where the tree cannot be read; `fault` says why then. */
  readonly contents: LedgerContents | null
  readonly fault: string | null
  /** Text of bindings.json; null where there is none. */
  readonly bindings: string | null
}
