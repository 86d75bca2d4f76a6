import type { Finding } from '../diagnostic/finding.ts'

/** A finding for a JSON document, without `about`, which is only for baselines. */
export function findingInDocument(finding: Finding): Finding {
  const { check, severity, message, hint, file, line, column, endLine, endColumn, policy, fixable } = finding
  return { check, severity, message, hint, file, line, column, endLine, endColumn, policy, fixable }
}
