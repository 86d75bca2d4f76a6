import type { GuardrailDocument } from '../access/questions/guardrail-document.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'

/** What lint has to report, in any format. */
export interface LintOutcome {
  /** Files and policies that were looked at. */
  readonly files: number
  readonly policies: number
  /** Sorted by file and place. */
  readonly findings: readonly Finding[]
  /** Held against the files, and who PolicyBinding documents say is bound. */
  readonly guardrails: readonly GuardrailDocument[]
}

/** The lint document (schema/lint.schema.json). */
export function lintDocument({ files, policies, findings, guardrails }: LintOutcome): object {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length
  return {
    formatVersion: 1,
    summary: { files, policies, errors: count('error'), warnings: count('warning'), infos: count('info') },
    findings: findings.map(inOrder),
    guardrails,
  }
}

function inOrder(finding: Finding): Finding {
  const { check, severity, message, hint, file, line, column, endLine, endColumn, policy, fixable } = finding
  return { check, severity, message, hint, file, line, column, endLine, endColumn, policy, fixable }
}
