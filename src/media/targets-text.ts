import type { TargetsAnswer } from '../answers/targets.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'

/** Writes one line for each target. */
export function targetsText({ document: { targets } }: TargetsAnswer): string {
  if (targets.length === 0)
    return 'policyctl.yaml names no target. Without one, RUNAGENTS_ENDPOINT names the workspace, if it is set; --target local is a practice workspace on this disk\n'
  const rows = targets.map(({ name, endpoint, layers, policies }) => [
    printable(name),
    printable(endpoint),
    count(policies, 'policy', 'policies'),
    layers.map(printable).join(' → '),
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}
