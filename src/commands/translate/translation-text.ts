import pc from 'picocolors'
import { printable } from '../../report/printable.ts'
import type { Translation } from '../translate.ts'

/** The file as it was written, what is open, what lint says. */
export function translationText(
  { file, spec, open, findings }: Translation,
  { text, color }: { text: string; color: boolean },
): string {
  const { bold, dim, yellow, red } = pc.createColors(color)
  const count = spec.policies.length === 1 ? '1 rule' : `${spec.policies.length} rules`
  const lines = [`${bold('wrote')} ${printable(file)}: ${count}`, '']
  lines.push(
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => dim(`  ${printable(line)}`)),
  )
  if (open.length > 0)
    lines.push('', bold('the words left open'), ...open.map(({ message }) => `  ${printable(message)}`))
  if (findings.length > 0) lines.push('', bold('lint'))
  for (const { line, column, severity, check, message } of findings) {
    const shown = severity === 'error' ? red(severity) : yellow(severity)
    lines.push(`  ${printable(file)}:${line}:${column} ${shown} ${check}: ${printable(message)}`)
  }
  return `${lines.join('\n')}\n`
}
