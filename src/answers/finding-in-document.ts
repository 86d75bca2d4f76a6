import type { Finding } from '../diagnostic/finding.ts'

/** As documents have it: the values that it is known by are for baselines only. */
export function findingInDocument(finding: Finding): Finding {
  const { check, severity, message, hint, file, line, column, endLine, endColumn, policy, fixable } = finding
  return { check, severity, message, hint, file, line, column, endLine, endColumn, policy, fixable }
}
