/** A commit of a ledger: its tree, and what its message says of the run that made it. */
import { writeCommit } from './commit.ts'
import { LEDGER_FORMAT } from './ledger-file.ts'
import { type LedgerDeed, ledgerTrailers } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { provenanceOf } from './provenance.ts'

export interface LedgerStatement {
  readonly deed: LedgerDeed
  /** First line: 'Apply 3 changes to production'. */
  readonly subject: string
  /** What changed, a line each; '' for none. */
  readonly body: string
  /** Commit of the policy files that the ledger is to stand at, null outside a commit. */
  readonly commit: string | null
  /** Whether the files were not all as in that commit. Default: they were. */
  readonly isDirty?: boolean
  /** Flags that lifted guards. Default: none. */
  readonly overrides?: string
  /** Why they were lifted. Default: nobody said. */
  readonly reason?: string | null
  /** Fingerprint of the plan, null where there was none. */
  readonly plan: string | null
  /** `{ created: 1, updated: 2 }`. */
  readonly counts: Readonly<Record<string, number>>
  readonly at: Date
  /** The lock that is held (Lock.revision), null where none was taken. */
  readonly lock: string | null
}

export interface LedgerObject {
  /** Its tree. */
  readonly oid: string
  /** The first one is what it follows. */
  readonly parents: readonly string[]
  /** Digest of the config that was in force. */
  readonly config: string | null
}

/** Writes the object; no ref moves. @returns its id. */
export async function commitLedger(
  place: LedgerPlace,
  statement: LedgerStatement,
  { oid, parents, config }: LedgerObject,
): Promise<string> {
  const { git } = place.repository
  const { actor, run, identity } = await provenanceOf(git)
  const { subject, body, at, deed, commit, plan, lock } = statement
  const { target, endpoint, namespace, folder, tool } = place
  const trailers = ledgerTrailers({
    format: String(LEDGER_FORMAT),
    deed,
    target,
    endpoint,
    namespace,
    folder,
    commit,
    uncommitted: statement.isDirty === true ? 'yes' : null,
    config,
    appliedAt: at.toISOString(),
    plan,
    overrides: statement.overrides ?? '',
    reason: statement.reason ?? null,
    actor,
    run,
    lock,
    counts: Object.entries(statement.counts)
      .map(([name, count]) => `${name}=${count}`)
      .join(' '),
    tool,
  })
  return writeCommit(git, { tree: oid, parents, by: identity, at, subject, body, trailers })
}
