/** Writes the last line of a run about several targets: the number of each outcome, and the waves in which they are applied. */
import { ENDS } from '../answers/outcome-end.ts'
import type { SeveralAnswer } from '../answers/several.ts'
import { count } from '../diagnostic/count.ts'
import { groupBy } from '../policy/group-by.ts'
import { printable } from '../words/printable.ts'

/** `12 targets: 10 to change, 1 unchanged, 1 blocked. Waves: dev-* → staging-* → prod-*`. */
export function severalVerdict({ ends, groups, waves }: SeveralAnswer<unknown>): string {
  const total = count(ends.length, 'target', 'targets')
  if (ends.some(({ end }) => end === null)) {
    const failed = ends.filter(({ exitStatus }) => exitStatus !== 0).length
    const bad = failed === 0 ? '' : `, ${failed} with an exit status other than 0`
    return `${total}, ${count(groups.length, 'outcome', 'outcomes')}${bad}`
  }
  const known = groupBy(ends, ({ end }) => end)
  const parts = ENDS.flatMap((end) => {
    const number = known.get(end)?.length ?? 0
    return number === 0 ? [] : [`${number} ${end}`]
  })
  const order = waves.map((wave) => wave.map(printable).join(' ')).join(' → ')
  return `${total}: ${parts.join(', ')}${order === '' ? '' : `. Waves: ${order}`}`
}
