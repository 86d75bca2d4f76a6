/** The last line of a run about several targets: how many came to what, and in which waves they are applied. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { SeveralAnswer, TargetOutcome } from '../answers/several.ts'
import { count } from '../diagnostic/count.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { groupBy } from '../policy/group-by.ts'
import { printable } from '../words/printable.ts'

/** `12 targets: 10 to change, 1 unchanged, 1 blocked. Waves: dev-* → staging-* → prod-*`. */
export function severalVerdict<Answered extends AnyAnswer>({
  document,
  view: { groups, waves },
}: SeveralAnswer<Answered>): string {
  const total = count(document.targets.length, 'target', 'targets')
  const ends = groups.flat().flatMap((outcome) => endOf(outcome) ?? [])
  if (ends.length < document.targets.length) {
    const failed = document.targets.filter(({ exitStatus }) => exitStatus !== 0).length
    const bad = failed === 0 ? '' : `, ${failed} with an exit status other than 0`
    return `${total}, ${count(groups.length, 'outcome', 'outcomes')}${bad}`
  }
  const known = groupBy(ends, (end) => end)
  const parts = ORDER.flatMap((end) => {
    const number = known.get(end)?.length ?? 0
    return number === 0 ? [] : [`${number} ${end}`]
  })
  const order = waves.map((wave) => wave.map(printable).join(' ')).join(' → ')
  return `${total}: ${parts.join(', ')}${order === '' ? '' : `. Waves: ${order}`}`
}

const ORDER = [
  'applied',
  'to change',
  'with nothing to do',
  'unchanged',
  'blocked',
  'failed',
  'not run',
  'with errors in the files',
  'could not run',
] as const

type End = (typeof ORDER)[number]

/** null: it is nothing that is written, or is going to be. */
function endOf<Answered extends AnyAnswer>({ result }: TargetOutcome<Answered>): End | null {
  if (result instanceof PolicyctlError) return result.exitStatus === 3 ? 'blocked' : 'could not run'
  switch (result.kind) {
    case 'plan':
      if (result.document.blocked.length > 0) return 'blocked'
      return result.document.steps.length > 0 ? 'to change' : 'unchanged'
    case 'apply':
      if (result.view.outcome === 'refused') return 'blocked'
      if (result.view.outcome !== 'ran') return 'not run'
      if (result.status !== 0) return result.view.plan.blocked.length > 0 ? 'blocked' : 'failed'
      return result.document.results.length > 0 ? 'applied' : 'with nothing to do'
    case 'refusal':
      return 'with errors in the files'
    default:
      return null
  }
}
