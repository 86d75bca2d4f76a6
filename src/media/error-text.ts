import pc from 'picocolors'
import type { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { printable } from '../words/printable.ts'

/** Writes `error <code>: <fact>` and `hint: <next action>`. @param stack true for an internal error, whose stack is added. */
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
