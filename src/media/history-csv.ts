import { stringify } from 'csv-stringify/sync'
import type { Region } from '../access/model/region.ts'
import type { HistoryChange, HistoryDocument } from '../answers/history.ts'
import { printable } from '../words/printable.ts'

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
  'methods',
  'except methods',
  'resource',
  'except resources',
  'with tags',
  'without tags',
  'tools',
  'except tools',
  'capabilities',
  'except capabilities',
]

/** A row for each agent, or unbound policy, and region; lists are separated by spaces. Cells never become formulas. */
export function historyCsv({ changes }: HistoryDocument): string {
  const rows = changes.flatMap((change) =>
    change.access.flatMap((region) => {
      const agents = region.agents.length > 0 ? region.agents : ['']
      return agents.map((agent) => [...headCells(change), agent, ...regionCells(region)])
    }),
  )
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
    ...listsOf(region).map((list) => list.join(' ')),
  ]
}

/** Two regions that differ in their tool alone would contradict each other without it. */
function listsOf(region: Region): readonly (readonly string[])[] {
  return [
    region.operations,
    region.exceptOperations,
    [region.resource],
    region.exceptResources,
    region.withTags,
    region.withoutTags,
    region.tools,
    region.exceptTools,
    region.capabilities,
    region.exceptCapabilities,
  ]
}
