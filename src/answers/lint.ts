import type { GuardrailDocument } from '../access/questions/guardrail-document.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding, Severity } from '../diagnostic/finding.ts'
import { oneAPolicy } from '../lint/one-a-policy.ts'
import { hiddenInUrl, withHiddenUserinfo } from '../policy/userinfo.ts'
import type { Answer } from './answer.ts'
import { findingInDocument } from './finding-in-document.ts'

/** The findings of lint, for every format. */
export interface LintOutcome {
  /** Number of files and policies that were checked. */
  readonly files: number
  readonly policies: number
  /** Sorted by file and place. */
  readonly findings: readonly Finding[]
  /** Checked on the files, with the bindings of PolicyBinding documents. */
  readonly guardrails: readonly GuardrailDocument[]
  /** The findings that the baseline hides; absent without --baseline. */
  readonly hidden?: readonly HiddenInBaseline[]
  /** How many it hides; absent: there is no baseline in question. */
  readonly hides?: { readonly findings: number; readonly errors: number }
}

/** A finding that the baseline knows. */
export interface HiddenInBaseline extends Finding {
  /** YYYY-MM-DD; null if the entry does not say. */
  readonly since: string | null
  /** Whole days from `since` to today. */
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
  /** The outcome; rules that no test decides are one finding for each policy. */
  readonly outcome: LintOutcome
  /** All findings, not grouped, sorted by file and place: for comparing two runs. */
  readonly each: readonly Finding[]
  /** Version of policyctl. */
  readonly version: string
  /** Text of a file, for the line of a finding; '' if it cannot be read or must not be shown. */
  textOf(file: string): string
  /** The path of a file, relative to the current folder. */
  pathOf(file: string): string
  /** The path of a file from the root of the checkout, for GitHub. */
  repositoryPathOf(file: string): string
}

/** @param view with findings that are not grouped. */
export function lintAnswer(view: Omit<LintView, 'each'>): LintAnswer {
  const each = view.outcome.findings.map(withoutPasswords)
  const outcome = { ...view.outcome, findings: oneAPolicy(each) }
  const document = lintDocument(outcome)
  const status = document.summary.errors > 0 ? EXIT.no : EXIT.done
  return { kind: 'lint', document, status, view: { ...view, outcome, each } }
}

/** Messages name resources as they are written, also with a password that somebody pasted. */
function withoutPasswords(finding: Finding): Finding {
  const [message, hint] = [hiddenInUrl(finding.message), finding.hint && hiddenInUrl(finding.hint)]
  return message === finding.message && hint === finding.hint ? finding : { ...finding, message, hint }
}

export function lintDocument(outcome: LintOutcome): LintDocument {
  const { files, policies, findings, guardrails, hidden } = outcome
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length
  return {
    formatVersion: 1,
    summary: { files, policies, errors: count('error'), warnings: count('warning'), infos: count('info') },
    findings: findings.map(findingInDocument),
    guardrails: withHiddenUserinfo(guardrails),
    ...(hidden !== undefined && {
      hidden: hidden.map((finding) => ({
        ...findingInDocument(finding),
        since: finding.since,
        days: finding.days,
      })),
    }),
  }
}
