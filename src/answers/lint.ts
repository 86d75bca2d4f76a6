import type { GuardrailDocument } from '../access/questions/guardrail-document.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'
import { oneAPolicy } from '../lint/one-a-policy.ts'
import type { Answer } from './answer.ts'
import { findingInDocument } from './finding-in-document.ts'

/** The findings of lint, for every format. */
export interface LintOutcome {
  /** Files and policies that were looked at. */
  readonly files: number
  readonly policies: number
  /** Sorted by file and place. */
  readonly findings: readonly Finding[]
  /** Held against the files, and who PolicyBinding documents say is bound. */
  readonly guardrails: readonly GuardrailDocument[]
  /** The findings that the baseline hides; absent: nobody asked. */
  readonly hidden?: readonly HiddenInBaseline[]
  /** How many it hides; absent: there is no baseline in question. */
  readonly hides?: { readonly findings: number; readonly errors: number }
}

/** A finding that the baseline knows. */
export interface HiddenInBaseline extends Finding {
  /** YYYY-MM-DD; null where the entry does not say. */
  readonly since: string | null
  /** Whole days from then to today. */
  readonly days: number | null
}

/** The document that `lint --format json` prints (schema/lint.schema.json). */
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
  /** Only with --baseline. */
  readonly hidden?: readonly HiddenInBaseline[]
}

export type LintAnswer = Answer<'lint', LintDocument, LintView>

export interface LintView {
  /** Rules that no test decides are told once a policy. */
  readonly outcome: LintOutcome
  /** Every finding for itself, sorted by file and place: what two runs can be compared by. */
  readonly each: readonly Finding[]
  /** Version of the tool that looked. */
  readonly version: string
  /** Text of a file, for the line of a finding; '' where it may not be shown or is none. */
  textOf(file: string): string
  /** The file as somebody in the current folder names it. */
  pathOf(file: string): string
  /** The file from the root of the checkout, as GitHub wants it. */
  repositoryPathOf(file: string): string
}

/** @param view with every finding for itself. */
export function lintAnswer(view: Omit<LintView, 'each'>): LintAnswer {
  const each = view.outcome.findings
  const outcome = { ...view.outcome, findings: oneAPolicy(each) }
  const document = lintDocument(outcome)
  const status = document.summary.errors > 0 ? EXIT.no : EXIT.done
  return { kind: 'lint', document, status, view: { ...view, outcome, each } }
}

export function lintDocument(outcome: LintOutcome): LintDocument {
  const { files, policies, findings, guardrails, hidden } = outcome
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length
  return {
    formatVersion: 1,
    summary: { files, policies, errors: count('error'), warnings: count('warning'), infos: count('info') },
    findings: findings.map(findingInDocument),
    guardrails,
    ...(hidden !== undefined && {
      hidden: hidden.map((finding) => ({
        ...findingInDocument(finding),
        since: finding.since,
        days: finding.days,
      })),
    }),
  }
}
