import type { Finding } from '../diagnostic/finding.ts'
import { printable } from '../words/printable.ts'

/** Writes `policies/a.yaml:4:7 error check: message`, and the hint below it; ends in a line break. */
export function findingLine({ file, line, column, severity, check, message, hint }: Finding): string {
  const head = `${file}:${line}:${column} ${severity} ${check}: ${message}`
  return `${printable(head)}\n${hint === null ? '' : `  hint: ${printable(hint)}\n`}`
}
