import pc from 'picocolors'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { printable } from '../words/printable.ts'

/** `error <code>: <fact>` and `hint: <next action>`; the stack only for faults of the tool itself. */
export function errorText(
  error: PolicyctlError,
  { color, stack }: { color: boolean; stack: boolean },
): string {
  const { red, bold } = pc.createColors(color)
  const lines = [
    `${red(bold('error'))} ${bold(error.code)}: ${printable(error.message)}`,
    `  hint: ${printable(error.hint)}`,
  ]
  if (stack) lines.push(error.cause instanceof Error ? (error.cause.stack ?? '') : (error.stack ?? ''))
  return `${lines.join('\n')}\n`
}
