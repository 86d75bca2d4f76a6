import { type LintOutcome, lintDocument } from '../answers/lint-document.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonText } from '../media/json-text.ts'
import type { Invocation } from './command.ts'

/**
 * Says on standard error which errors in the files let a command do nothing.
 * Where it owes a document, that is the one that lint would write.
 *
 * @param verdict the last line.
 */
export function refuseFindings(
  { context, format }: Invocation,
  outcome: LintOutcome,
  verdict: string,
): ExitStatus {
  for (const finding of outcome.findings)
    if (finding.severity === 'error') context.stderr.write(findingLine(finding))
  context.stderr.write(`${verdict}\n`)
  if (format === 'json') context.stdout.write(jsonText(lintDocument(outcome)))
  return EXIT.no
}
