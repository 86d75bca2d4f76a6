/** Runs checks over their subject, one report after the other, each with its check. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { type Check, type PolicyCheck, type Report, reportAt } from './check.ts'
import { withSafeFix } from './faulty-rules.ts'
import type { Subject } from './subject.ts'
import { TOO_ENTANGLED } from './too-entangled.ts'

/** The id, since what cannot be told is reported under another one. */
export type CheckReport = readonly [check: string, report: Report]

/** Policies outside, checks inside: what one check works out about a policy, the next one finds at hand. */
export function* runChecksOn(subject: Subject, checks: readonly Check[]): Iterable<CheckReport> {
  const policyChecks = checks.filter((check) => check.kind === 'policy')
  const sound = new Set(subject.soundPolicies)
  for (const policy of subject.policies)
    for (const check of policyChecks)
      if (check.needsMeaning !== true || sound.has(policy)) yield* policyReports(check, policy, subject)
  for (const check of checks)
    if (check.kind === 'set' && (check.needsLive !== true || subject.live !== null))
      for (const report of check.run(subject)) yield [check.id, report]
}

function* policyReports(check: PolicyCheck, policy: ParsedPolicy, subject: Subject): Iterable<CheckReport> {
  try {
    for (const report of check.run(policy, subject)) yield [check.id, withSafeFix(report, policy, subject)]
  } catch (error) {
    yield [TOO_ENTANGLED, entangled(check, policy, error)]
  }
}

/** What is too costly to work out is said: silence would look like an answer. @throws any other error. */
function entangled({ id }: PolicyCheck, policy: ParsedPolicy, error: unknown): Report {
  if (!(error instanceof PolicyctlError) || error.code !== 'policies-entangled') throw error
  return reportAt(policy, ['name'], {
    message: `${id} was not looked for: ${error.message}`,
    hint: error.hint,
  })
}
