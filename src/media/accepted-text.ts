/** Findings that adopt takes into the baseline. Lint is silent about them from then on, so each is named here once. */

import type { AcceptedFinding, AdoptDocument } from '../answers/adopt.ts'
import { count } from '../diagnostic/count.ts'
import { printable } from '../words/printable.ts'

/** @param most longer lists are cut, and the rest is counted by severity. */
export function acceptedLines(
  { baseline, dryRun }: Pick<AdoptDocument, 'baseline' | 'dryRun'>,
  most: number,
): readonly string[] {
  if (baseline === null) return []
  const { findings, file } = baseline
  const rest = findings.slice(most)
  const [accepted, silent] = dryRun ? ['would go', 'would be'] : ['went', 'is']
  return [
    `${severities(findings)} ${accepted} into ${file}: lint ${silent} silent about what was there already`,
    ...findings.slice(0, most).map(findingText),
    ...(rest.length === 0 ? [] : [`  and ${severities(rest)} more (--verbose)`]),
  ]
}

/** `  error     evil   effectively-any-resource: * matches every host`. */
function findingText({ check, severity, policy, file, message }: AcceptedFinding): string {
  return `  ${severity.padEnd(7)}   ${printable(policy ?? file)}   ${check}: ${printable(message)}`
}

/** `1 error, 2 warnings`. */
function severities(findings: readonly AcceptedFinding[]): string {
  return (['error', 'warning', 'info'] as const)
    .flatMap((severity) => {
      const number = findings.filter((one) => one.severity === severity).length
      return number === 0 ? [] : [count(number, severity)]
    })
    .join(', ')
}
