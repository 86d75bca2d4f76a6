import type { Guardrail } from '../access/questions/guardrail.ts'
import { guardrailDocument } from '../access/questions/guardrail-document.ts'
import type { HiddenInBaseline, LintOutcome } from '../answers/lint.ts'
import { byPlace } from '../diagnostic/finding.ts'
import type { HiddenFinding } from '../lint/known-findings.ts'
import { runChecks } from '../lint/lint.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import { mappedFinding } from '../lint/mapped-finding.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { guardrailFindings, guardrailsOfFiles } from './guardrail-findings.ts'
import { guardrailsBesideLive, unmanagedFindings } from './unmanaged-findings.ts'

export interface Looking {
  readonly files: readonly ParsedFile[]
  readonly shown: readonly ParsedFile[] | null
  readonly lintOptions: LintOptions
  /** True: the findings that the baseline hides are listed too. */
  readonly isAsked: boolean
  readonly guardrails: readonly Guardrail[]
}

export function outcomeOf(
  { files, shown, lintOptions, isAsked, guardrails }: Looking,
  { project }: Workbench,
): LintOutcome {
  const configFile = lintOptions.config?.file ?? CONFIG_NAME
  const ofFiles = guardrailsOfFiles(guardrails, files)
  const { live = null } = lintOptions
  const besideLive = live === null ? null : guardrailsBesideLive(guardrails, files, live)
  const checkedGuardrails = besideLive ?? ofFiles
  const broken = [
    ...guardrailFindings(ofFiles, files, configFile).map((finding) =>
      mappedFinding(finding, lintOptions.fleet ?? null),
    ),
    ...unmanagedFindings(besideLive ?? [], project.config.safety.unmanaged, configFile),
  ]
  const checked = runChecks(files, lintOptions)
  const findings = [...checked.findings, ...broken].sort(byPlace)
  const names = shown === null ? null : new Set(shown.map(({ file }) => file))
  const looked = files.filter(({ file }) => names === null || names.has(file))
  return {
    files: looked.length,
    policies: looked.reduce((count, file) => count + file.policies.length, 0),
    findings: findings.filter(({ file }) => names === null || names.has(file)),
    guardrails: checkedGuardrails.map(guardrailDocument),
    hides: hiddenCounts(checked.hidden.filter(({ finding: { file } }) => names === null || names.has(file))),
    ...(isAsked && {
      hidden: hiddenFindings(checked.hidden, lintOptions.today ?? '').filter(
        ({ file }) => names === null || names.has(file),
      ),
    }),
  }
}

function hiddenCounts(hidden: readonly HiddenFinding[]): NonNullable<LintOutcome['hides']> {
  const errors = hidden.filter(({ finding }) => finding.severity === 'error').length
  return { findings: hidden.length, errors }
}

/** Adds the age to each hidden finding. */
function hiddenFindings(hidden: readonly HiddenFinding[], today: string): readonly HiddenInBaseline[] {
  return hidden
    .map(({ finding, entry: { since = null } }) => ({
      ...finding,
      since,
      days: since === null ? null : daysBetween(since, today),
    }))
    .sort(byPlace)
}

/** @returns null if one of them is not a date. */
function daysBetween(from: string, to: string): number | null {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
  return Number.isFinite(days) ? Math.max(0, Math.floor(days)) : null
}
