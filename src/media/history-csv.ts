import { stringify } from 'csv-stringify/sync'
import type { Region } from '../access/model/region.ts'
import type { HistoryAnswer, HistoryChange } from '../answers/history.ts'
import { printable } from '../words/printable.ts'
import { SELECTOR_COLUMNS, selectorCells } from './selector-cells.ts'

const COLUMNS = [
  'revision',
  'at',
  'commit',
  'actor',
  'pull requests',
  'approved by',
  'agent',
  'policies',
  'direction',
  'before',
  'after',
  'approvers before',
  'approvers after',
  ...SELECTOR_COLUMNS,
  'deed',
  'taken over',
  'given up',
  'commit of files',
  'uncommitted files',
]

const HEAD_CELLS = 6
const RECORD_CELLS = 5

/** A change of the record alone has a row without agent and request. */
const NO_ACCESS: readonly string[] = Array(COLUMNS.length - HEAD_CELLS - RECORD_CELLS).fill('')

/** The commit only if it is the one whose files were applied: column `commit` may be what a checkout had to contain. */
function recordCells(change: HistoryChange, { files }: HistoryAnswer['view']): readonly string[] {
  const { revision, deed, takenOver, givenUp, commit, uncommitted } = change
  const commitOfFiles = files.get(revision)?.isCommitOfFiles === true ? (commit ?? '') : ''
  return [deed ?? '', takenOver.join(' '), givenUp.join(' '), commitOfFiles, uncommitted ? 'yes' : 'no']
}

/** A row for each agent, or unbound policy, and region; lists are separated by spaces. Cells never become formulas. */
export function historyCsv({ document, view }: HistoryAnswer): string {
  const rows = document.changes.flatMap((change) => {
    const record = recordCells(change, view)
    if (change.access.length === 0) return [[...headCells(change), ...NO_ACCESS, ...record]]
    return change.access.flatMap((region) => {
      const agents = region.agents.length > 0 ? region.agents : ['']
      return agents.map((agent) => [...headCells(change), agent, ...regionCells(region), ...record])
    })
  })
  return stringify([COLUMNS, ...rows.map((row) => row.map(printable))], { escape_formulas: true })
}

function headCells({
  revision,
  at,
  commit,
  actor,
  pullRequests,
  approvals,
}: HistoryChange): readonly string[] {
  const by = [...new Set(approvals.map((approval) => approval.by))]
  return [revision, at, commit ?? '', actor, pullRequests.join(' '), by.join(' ')]
}

function regionCells(region: Region): readonly string[] {
  const { policies, direction, before, after, routeBefore, routeAfter } = region
  return [
    policies.join(' '),
    direction,
    before,
    after,
    routeBefore?.approvers.groups.join(' ') ?? '',
    routeAfter?.approvers.groups.join(' ') ?? '',
    ...selectorCells(region),
  ]
}
