import type { TargetsAnswer } from '../answers/targets.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'

/** Writes one line for each target. */
export function targetsText({ document: { targets } }: TargetsAnswer): string {
  if (targets.length === 0)
    return 'policyctl.yaml names no target; without one there is only --target local, a practice workspace on this disk\n'
  const names = targets.map(({ name }) => printable(name))
  const width = Math.max(...names.map((name) => name.length)) + 2
  const lines = targets.map(({ endpoint, layers, policies }, index) => {
    const from = layers.length === 0 ? '' : `   ${layers.map(printable).join(' → ')}`
    return `${(names[index] ?? '').padEnd(width)}${printable(endpoint)}   ${count(policies, 'policy', 'policies')}${from}`
  })
  return `${lines.join('\n')}\n`
}
