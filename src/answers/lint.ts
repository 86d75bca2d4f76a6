import type { GuardrailDocument } from '../access/questions/guardrail-document.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'
import type { Answer } from './answer.ts'

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

/** What `lint --format json` prints (schema/lint.schema.json). */
export interface LintDocument {
  readonly formatVersion: 1
  readonly summary: {
    readonly files: number
    readonly policies: number
    readonly errors: number
    readonly warnings: number
    readonly infos: number
  }
  readonly findings: readonly Finding[]
  readonly guardrails: readonly GuardrailDocument[]
}

export type LintAnswer = Answer<'lint', LintDocument, LintView>

export interface LintView {
  readonly outcome: LintOutcome
  /** Version of the tool that looked. */
  readonly version: string
  /** Text of a file, for the line of a finding; '' where it may not be shown or is none. */
  textOf(file: string): string
  /** The file as somebody in the current folder names it. */
  pathOf(file: string): string
  /** The file from the root of the checkout, as GitHub wants it. */
  repositoryPathOf(file: string): string
}

export function lintAnswer(view: LintView): LintAnswer {
  const document = lintDocument(view.outcome)
  return { kind: 'lint', document, status: document.summary.errors > 0 ? EXIT.no : EXIT.done, view }
}

export function lintDocument({ files, policies, findings, guardrails }: LintOutcome): LintDocument {
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
