/** Makes a commit of a ledger: its tree, and a message with the facts of the run. */
import type { RunFacts } from '../policy/ledger-record.ts'
import type { LedgerContents, LedgerSnapshot, Review } from '../policy/ledger-snapshot.ts'
import { commitMessage, type NewCommit, readCommit, writeCommit, writeSignedCommit } from './commit.ts'
import { signsCommits } from './identity.ts'
import { LEDGER_FORMAT } from './ledger-file.ts'
import { type LedgerDeed, type LedgerMessage, ledgerTrailers, trailerFacts } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { draftLedgerTree } from './ledger-tree.ts'
import { provenanceOf } from './provenance.ts'

export interface LedgerStatement {
  readonly deed: LedgerDeed
  /** First line: 'Apply 3 changes to production'. */
  readonly subject: string
  /** The changes, a line each; '' for none. */
  readonly body: string
  /** Commit of the policy files that the ledger records; null before the first commit. */
  readonly commit: string | null
  /** True if the files differed from that commit. Default: false. */
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
  /** The lock that is held (Lock.revision); null: none was taken. */
  readonly lock: string | null
  /** Facts of the run for its statement. Default: nothing was run. */
  readonly run?: RunFacts
}

export interface LedgerObject {
  readonly tree: LedgerContents
  /** The ledger that the commit follows; null for the first commit. */
  readonly before: LedgerSnapshot | null
  /** The commit of another ledger that is joined to this one. Default: none. */
  readonly joined?: string
  /** Digest of the config that was in force. */
  readonly config: string | null
}

/** Writes tree and commit; no ref moves. @returns the commit's id. */
export async function commitLedger(
  place: LedgerPlace,
  statement: LedgerStatement,
  object: LedgerObject,
): Promise<string> {
  const { git } = place.repository
  const { tree, before, joined } = object
  const { actor, run, identity } = await provenanceOf(git)
  const said = messageOf(place, statement, { config: object.config, actor, run })
  const { at, subject, body } = statement
  const trailers = ledgerTrailers(said)
  const base = before === null ? null : { treeish: before.revision, tree: before }
  const draft = await draftLedgerTree(git, tree, base)
  const others = joined === undefined ? [] : [joined]
  const evidence =
    (await place.evidence?.attest({
      ...draft,
      before: before === null ? null : { revision: before.revision, contents: before },
      joined: others,
      after: tree,
      run: statement.run ?? null,
      author: await authorOf(place, statement.commit, tree.review),
      head: {
        message: commitMessage({ subject, body, trailers }),
        by: `${identity.name} <${identity.email}>`,
      },
      at: said.appliedAt,
      said: trailerFacts(said),
    })) ?? null
  const parents = [...(before === null ? [] : [before.revision]), ...others]
  return committed(place, {
    tree: draft.drafted(evidence),
    parents,
    by: identity,
    at,
    subject,
    body,
    trailers,
  })
}

/** If its statement is not signed, the commit is, provided that git signs commits here. */
async function committed({ repository: { git }, evidence }: LedgerPlace, commit: NewCommit): Promise<string> {
  if (evidence === undefined || evidence.isSigned) return writeCommit(git, commit)
  const signed = (await signsCommits(git)) ? await writeSignedCommit(git, commit) : null
  if (signed !== null && 'oid' in signed) return signed.oid
  evidence.onUnsigned(signed === null ? null : `git could not sign the commit (${signed.failure})`)
  return writeCommit(git, commit)
}

function messageOf(
  { target, endpoint, namespace, folder, tool }: LedgerPlace,
  statement: LedgerStatement,
  known: Pick<LedgerMessage, 'config' | 'actor' | 'run'>,
): LedgerMessage {
  const { deed, commit, plan, lock, at } = statement
  const counts = Object.entries(statement.counts).map(([name, count]) => `${name}=${count}`)
  return {
    format: String(LEDGER_FORMAT),
    deed,
    target,
    endpoint,
    namespace,
    folder,
    commit,
    uncommitted: statement.isDirty === true ? 'yes' : null,
    config: known.config,
    appliedAt: at.toISOString(),
    plan,
    overrides: statement.overrides ?? '',
    reason: statement.reason ?? null,
    actor: known.actor,
    run: known.run,
    lock,
    counts: counts.join(' '),
    tool,
  }
}

/** Returns the person who opened the pull request, if known; else the author of the commit that is checked out. */
async function authorOf(
  { repository: { git, head } }: LedgerPlace,
  commit: string | null,
  review: Review | null,
): Promise<string | null> {
  if (review?.author !== undefined) return review.author
  // Another commit may be missing in this clone, and is not fetched just for its author.
  return commit === null || commit !== head ? null : (await readCommit(git, commit)).author
}
