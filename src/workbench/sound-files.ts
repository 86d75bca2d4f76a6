/** Checks that the policy files of a project can be edited. */
import { type RefusalAnswer, refusalAnswer } from '../answers/refusal.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'

/** Findings of parsing that leave every policy and its meaning known. */
const HARMLESS = new Set(['unknown-field'])

/**
 * Refuses files in which a policy may be hidden by an error: it would look
 * deleted.
 *
 * @returns null if there is nothing to refuse.
 */
export function refusalOfObscured(files: readonly ParsedFile[]): RefusalAnswer | null {
  const findings = obscuringIn(files)
  if (findings.length === 0) return null
  const policies = files.reduce((count, file) => count + file.policies.length, 0)
  const outcome = { files: files.length, policies, findings, guardrails: [] }
  return refusalAnswer(
    outcome,
    'these files cannot be read in full, so nothing was written: fix the errors above, and run it again',
  )
}

/** Selects the findings that may hide a policy. */
export function obscuringIn(files: readonly Pick<ParsedFile, 'findings'>[]): readonly Finding[] {
  return files.flatMap((file) => file.findings).filter(isObscuring)
}

function isObscuring({ severity, check }: Finding): boolean {
  return severity === 'error' && !HARMLESS.has(check)
}
