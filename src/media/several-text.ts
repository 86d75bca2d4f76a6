/** Targets of equal outcome once, what differs by name. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { SeveralAnswer, TargetOutcome } from '../answers/several.ts'
import { count } from '../diagnostic/count.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { printable } from '../words/printable.ts'
import { errorText } from './error-text.ts'
import type { Look, Printed } from './printed.ts'

/** @param printed how the command shows the answer of one target. */
export function severalText<Answered extends AnyAnswer>(
  { document, view: { groups, waves } }: SeveralAnswer<Answered>,
  printed: (answer: Answered) => Printed,
  { color, isMarkdown }: Pick<Look, 'color'> & { readonly isMarkdown: boolean },
): Printed {
  const total = document.targets.length
  const shown = groups.map((group) => groupText(group, { printed, color, isMarkdown }))
  const failed = document.targets.filter(({ exitStatus }) => exitStatus !== 0).length
  const isPlan = groups.some(
    ([first]) => first !== undefined && 'kind' in first.result && first.result.kind === 'plan',
  )
  const order =
    isPlan && waves.length > 0
      ? `. Waves: ${waves.map((wave) => wave.map(printable).join(' ')).join(' → ')}`
      : ''
  const last = `${count(total, 'target', 'targets')}, ${count(groups.length, 'outcome', 'outcomes')}${failed === 0 ? '' : `, ${failed} with an exit status other than 0`}${order}\n`
  return {
    stdout: [...shown.map(({ stdout }) => stdout), isMarkdown ? `\n${last}` : last].join('\n'),
    stderr: shown.map(({ stderr = '' }) => stderr).join(''),
  }
}

interface Showing<Answered> {
  readonly printed: (answer: Answered) => Printed
  readonly color: boolean
  readonly isMarkdown: boolean
}

function groupText<Answered extends AnyAnswer>(
  group: readonly TargetOutcome<Answered>[],
  { printed, color, isMarkdown }: Showing<Answered>,
): Printed {
  const names = group.map(({ target }) => printable(target)).join(' ')
  const words = group.length === 1 ? `ONLY ${names}` : `SAME IN ${group.length}   ${names}`
  const heading = isMarkdown ? `# ${words}\n` : `== ${words}\n`
  const [first] = group
  if (first === undefined) return { stdout: '' }
  if (first.result instanceof PolicyctlError) {
    const texts = group.flatMap(({ target, result }) =>
      result instanceof PolicyctlError
        ? `${printable(target)}: ${errorText(result, { color, stack: false })}`
        : [],
    )
    return { stdout: `${heading}could not run, see below\n`, stderr: texts.join('') }
  }
  const { stdout, stderr = '' } = printed(first.result)
  return { stdout: `${heading}${stdout}`, stderr }
}
