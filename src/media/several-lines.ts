/** Prints line-based answers of several targets: of a table with a column for the target, else each line once. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { SeveralAnswer } from '../answers/several.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { printable } from '../words/printable.ts'
import type { Printed } from './printed.ts'

export function severalLines<Answered extends AnyAnswer>(
  { view: { groups } }: SeveralAnswer<Answered>,
  printed: (answer: Answered) => Printed,
  { hasHeading }: { readonly hasHeading: boolean },
): Printed {
  const lines: string[] = []
  const notes: string[] = []
  for (const { target, result } of groups.flat()) {
    if (result instanceof PolicyctlError) {
      notes.push(`${printable(target)}: ${printable(result.message)}\n`)
      continue
    }
    const { stdout, stderr = '' } = printed(result)
    notes.push(stderr)
    const [heading = '', ...rows] = stdout.split('\n').filter((line) => line !== '')
    if (!hasHeading) lines.push(...(heading === '' ? [] : [heading, ...rows]))
    else lines.push(`target,${heading}`, ...rows.map((row) => `${target},${row}`))
  }
  return { stdout: [...new Set(lines)].map((line) => `${line}\n`).join(''), stderr: notes.join('') }
}
