/** The policy files of a project for commands that edit them. */
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { findingLine } from '../report/finding-line.ts'
import type { Context } from './context.ts'

/** What the reader finds wrong and yet leaves every policy and its meaning known. */
const HARMLESS = new Set(['unknown-field'])

/** Findings of files whose policies cannot all be known: one of them would look like one that is gone. */
export function obscuringFindings(files: readonly ParsedFile[]): readonly Finding[] {
  const findings = files.flatMap((file) => file.findings)
  return findings.filter(({ severity, check }) => severity === 'error' && !HARMLESS.has(check))
}

/** Says on standard error why nothing was written. */
export function refuseObscured({ stderr }: Context, findings: readonly Finding[]): ExitStatus {
  for (const finding of findings) stderr.write(findingLine(finding))
  stderr.write('these files cannot be read in full: nothing was written\n')
  return EXIT.no
}
