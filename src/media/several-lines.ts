/** Prints the line-based answers of several targets: a table gets a column `target`, other formats print equal lines once. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { TargetOutcome } from '../answers/several.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { printable } from '../words/printable.ts'
import { errorText } from './error-text.ts'
import type { Look, Printed } from './printed.ts'

/** Returns the lines of one target, with the heading of the table first. The note is for standard error. */
export function linesOfTarget<Answered extends AnyAnswer>(
  { target, result }: TargetOutcome<Answered>,
  printed: (answer: Answered) => Printed,
  { notesColor, hasHeading }: Pick<Look, 'notesColor'> & { readonly hasHeading: boolean },
): { readonly lines: readonly string[]; readonly note: string } {
  if (result instanceof PolicyctlError) {
    const text = errorText(result, { color: notesColor, stack: false })
    return { lines: [], note: `${printable(target)}: ${text}` }
  }
  const { stdout, stderr: note = '' } = printed(result)
  const lines = stdout.split('\n').filter((line) => line !== '')
  if (!hasHeading) return { lines, note }
  const [heading = '', ...rows] = lines
  return { lines: [`target,${heading}`, ...rows.map((row) => `${target},${row}`)], note }
}

/** @param all in the order of the config. */
export function severalLines(all: readonly ReturnType<typeof linesOfTarget>[]): Printed {
  const lines = new Set(all.flatMap((one) => one.lines))
  return {
    stdout: [...lines].map((line) => `${line}\n`).join(''),
    stderr: all.map(({ note }) => note).join(''),
  }
}
