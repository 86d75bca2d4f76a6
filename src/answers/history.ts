import type { Region } from '../access/model/region.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { AccessChange } from '../evidence/history.ts'
import type { Approval } from '../policy/ledger-snapshot.ts'
import { type RecordedFiles, recordedFiles } from '../policy/recorded-files.ts'
import type { Answer } from './answer.ts'

/** The JSON document of history (schema/history.schema.json). */
export interface HistoryDocument {
  readonly formatVersion: 1
  /** Name of the target. */
  readonly target: string
  /** Commits of the ledger that changed access, oldest first. */
  readonly changes: readonly HistoryChange[]
}

export interface HistoryChange {
  /** Commit of the ledger. */
  readonly revision: string
  /** The command that made it: 'apply', 'rollback', 'forget' …; null: an older release did not record it. */
  readonly deed: string | null
  /** ISO 8601, UTC. */
  readonly at: string
  /** Commit that a checkout had to contain from then on; null: there was none. */
  readonly commit: string | null
  /** True if the files of the run differed from every commit. */
  readonly uncommitted: boolean
  /** The actor that ran it. */
  readonly actor: string
  readonly pullRequests: readonly (string | number)[]
  readonly approvals: readonly Approval[]
  /** Policies that cause the change of access; sorted. */
  readonly policies: readonly string[]
  /** The change of the workspace; [] if only the record changed. */
  readonly access: readonly Region[]
  /** Policies that were live before the repository took them over. */
  readonly takenOver: readonly string[]
  /** The policies of `takenOver` whose earlier spec nobody knows: `access` counts them as new. */
  readonly unknownBefore: readonly string[]
  /** Policies that the ledger gave up, and that stay live. */
  readonly givenUp: readonly string[]
}

/**
 * `commits`: number of commits that were read. `reviewed`: revisions for which GitHub was asked for approvals.
 * `files`: the facts about the files of each run, by revision. `isNarrowed`: only some changes were asked for.
 */
export interface HistoryView {
  readonly commits: number
  readonly reviewed: ReadonlySet<string>
  readonly files: ReadonlyMap<string, RecordedFiles>
  readonly isNarrowed: boolean
}

export type HistoryAnswer = Answer<'history', HistoryDocument, HistoryView>

export function historyAnswer(
  target: string,
  changes: readonly AccessChange[],
  { commits, isNarrowed }: Pick<HistoryView, 'commits' | 'isNarrowed'>,
): HistoryAnswer {
  const reviewed = changes.flatMap(({ commit: { oid, contents } }) =>
    (contents?.review ?? null) === null ? [] : [oid],
  )
  const files = changes.map(({ commit }) => [commit.oid, recordedFiles(commit)] as const)
  return {
    kind: 'history',
    document: { formatVersion: 1, target, changes: changes.map(changeOf) },
    status: EXIT.done,
    view: { commits, reviewed: new Set(reviewed), files: new Map(files), isNarrowed },
  }
}

function changeOf({ commit: recorded, access, ...only }: AccessChange): HistoryChange {
  const { oid, said, contents } = recorded
  const review = contents?.review ?? null
  return {
    revision: oid,
    deed: said?.deed ?? null,
    at: said?.appliedAt ?? '',
    commit: said?.commit ?? null,
    uncommitted: recordedFiles(recorded).isUncommitted,
    actor: said?.actor ?? '',
    pullRequests: review?.pullRequests ?? [],
    approvals: review?.approvals ?? [],
    policies: [
      ...new Set([...access.flatMap(({ policies }) => policies), ...only.takenOver, ...only.givenUp]),
    ].sort(),
    access,
    ...only,
  }
}
