/** Writes the population of a pack for auditors: a row for each commit of the ledger, with the paths of its pages. */

import { stringify } from 'csv-stringify/sync'
import type { Pack } from '../evidence/pack.ts'
import { recordOnly, workspaceAccess } from '../evidence/record-only.ts'
import type { VerifiedCommit } from '../evidence/verify-chain.ts'
import type { LedgerContents } from '../policy/ledger-snapshot.ts'
import { recordedFiles } from '../policy/recorded-files.ts'
import { printable } from '../words/printable.ts'
import type { PackMaps } from './evidence-maps.ts'

export function pagePath({ commit }: VerifiedCommit, index: number): string {
  return `changes/${String(index + 1).padStart(5, '0')}-${commit.oid.slice(0, 12)}.md`
}

export function mapPath(page: string): string {
  return page.replace(/md$/, 'html')
}

const COLUMNS = [
  'number',
  'revision',
  'follows',
  'at',
  'deed',
  'target',
  'commit',
  'actor',
  'run',
  'pull requests',
  'author',
  'approved by',
  'approvals known',
  'wider',
  'narrower',
  'mixed or rerouted',
  'guards lifted',
  'converged',
  'signed',
  'holds',
  'unknown',
  'page',
  'map',
  'taken over',
  'given up',
  'commit of files',
  'uncommitted files',
]

export function populationCsv({ changes, parentOf }: Pack, { changes: maps }: PackMaps): string {
  const rows = changes.map((change, index) => {
    const page = pagePath(change, index)
    const parent = parentOf(change.commit)?.contents ?? null
    const { takenOver, givenUp } = recordOnly(parent, change.commit)
    return [
      ...populationRow(change, index, parent),
      page,
      maps.has(change.commit.oid) ? mapPath(page) : '',
      [...takenOver.keys()].join(' '),
      givenUp.join(' '),
      ...filesCells(change.commit),
    ]
  })
  return csv([COLUMNS, ...rows])
}

/** The commit only if it is the one whose files were applied: column `commit` may be what a checkout had to contain. */
function filesCells(commit: VerifiedCommit['commit']): readonly string[] {
  const { isCommitOfFiles, isUncommitted } = recordedFiles(commit)
  return [isCommitOfFiles ? (commit.said?.commit ?? '') : '', isUncommitted ? 'yes' : 'no']
}

/** Counts the changes of the workspace: what was live before and still is, nobody opened or closed. */
function populationRow(
  change: VerifiedCommit,
  index: number,
  parent: LedgerContents | null,
): readonly string[] {
  const { commit, statement, broken, unknown, isSigned } = change
  const { said, contents } = commit
  const review = contents?.review ?? null
  const predicate = statement?.predicate
  const access = workspaceAccess(change, parent)
  const count = (...directions: readonly string[]): string =>
    predicate === undefined
      ? ''
      : String(access.filter(({ direction }) => directions.includes(direction)).length)
  return [
    String(index + 1),
    commit.oid,
    commit.parents.join(' '),
    said?.appliedAt ?? '',
    said?.deed ?? '',
    said?.target ?? '',
    said?.commit ?? '',
    said?.actor ?? '',
    said?.run ?? '',
    (review?.pullRequests ?? []).join(' '),
    predicate?.author ?? '',
    [...new Set((review?.approvals ?? []).map(({ by }) => by))].join(' '),
    review === null ? 'no' : 'yes',
    count('wider'),
    count('narrower'),
    count('mixed', 'rerouted'),
    String(predicate?.lifted.length ?? ''),
    predicate === undefined || predicate.converged === null ? '' : predicate.converged ? 'yes' : 'no',
    isSigned ? 'yes' : 'no',
    broken.length === 0 ? 'yes' : 'no',
    unknown.join(' '),
  ]
}

export function csv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(printable)),
    { escape_formulas: true },
  )
}
