/** The policy files of a project for commands that edit them. */

import type { Invocation } from '../commands/command.ts'
import { refuseFindings } from '../commands/refuse-findings.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'

/** What the reader finds wrong and yet leaves every policy and its meaning known. */
const HARMLESS = new Set(['unknown-field'])

/** Findings of files whose policies cannot all be known: one of them would look like one that is gone. */
export function obscuringFindings(files: readonly ParsedFile[]): readonly Finding[] {
  const findings = files.flatMap((file) => file.findings)
  return findings.filter(({ severity, check }) => severity === 'error' && !HARMLESS.has(check))
}

/** Says why nothing was written. */
export function refuseObscured(
  invocation: Invocation,
  files: readonly ParsedFile[],
  findings: readonly Finding[],
): ExitStatus {
  const policies = files.reduce((count, file) => count + file.policies.length, 0)
  const outcome = { files: files.length, policies, findings, guardrails: [] }
  return refuseFindings(invocation, outcome, 'these files cannot be read in full: nothing was written')
}
