import { stringify } from 'csv-stringify/sync'
import type { PlacedGrant, WhoCanDocument } from '../answers/who-can.ts'
import { printable } from '../words/printable.ts'
import { SELECTOR_COLUMNS, selectorCells } from './selector-cells.ts'

const COLUMNS = ['agent', 'policy', 'decision', 'approvers', 'duration', ...SELECTOR_COLUMNS, 'rules']

/** Writes a row for each agent or unbound policy; items of lists are separated by spaces. Cells never become formulas. */
export function whoCanCsv({ grants }: Pick<WhoCanDocument, 'grants'>): string {
  const rows = grants.flatMap((grant) => {
    const subjects =
      grant.agents.length > 0
        ? grant.agents.map((agent) => [agent, ''])
        : grant.policies.map((policy) => ['', policy])
    return subjects.map((subject) => [...subject, ...cellsOf(grant)])
  })
  const cells = rows.map((row) => row.map(printable))
  return stringify([COLUMNS, ...cells], { escape_formulas: true })
}

function cellsOf(grant: PlacedGrant): readonly string[] {
  const { route } = grant
  return [
    grant.decision,
    route?.approvers.groups.join(' ') ?? '',
    route?.duration ?? '',
    ...selectorCells(grant),
    [...grant.because, ...grant.elsewhere].map(({ policy, rule }) => `${policy}#${rule}`).join(' '),
  ]
}
