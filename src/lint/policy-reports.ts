/** Runs the checks that look at one policy at a time. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { type CheckReport, type PolicyCheck, type Report, reportAt } from './check.ts'
import { withSafeFix } from './faulty-rules.ts'
import type { FileSubject, Subject } from './subject.ts'
import { TOO_ENTANGLED } from './too-entangled.ts'
import { isWithin } from './within.ts'

/** @param isSound whether its meaning is known: else that is reported which can be said all the same. */
export function policyReports(
  checks: readonly PolicyCheck[],
  policy: ParsedPolicy,
  { subject, isSound }: { readonly subject: FileSubject; readonly isSound: boolean },
): readonly CheckReport[] {
  const reports: CheckReport[] = []
  for (const check of checks) {
    if (isSound) addReports(reports, check, { policy, subject })
    else addUnsound(reports, check, { policy, subject })
  }
  return reports
}

interface Looked {
  readonly policy: ParsedPolicy
  readonly subject: FileSubject
}

/** Reports what can be said although the schema refuses part of the policy, or does not know it. */
function addUnsound(reports: CheckReport[], check: PolicyCheck, looked: Looked): void {
  if (check.needsMeaning === true) return
  const found: CheckReport[] = []
  addReports(found, check, looked)
  const isFaulty = faultyItems(looked.subject.files)
  for (const one of found)
    if (check.needsMeaning === undefined || !isFaulty(looked.policy, one[1])) reports.push(one)
}

/** Tells whether reading found a fault in the rule or route of a report: its meaning is not known then. */
function faultyItems(files: readonly ParsedFile[]): (policy: ParsedPolicy, report: Report) => boolean {
  return (policy, { path = [] }) => {
    const item = path.length < 3 ? null : policy.placeOf(path.slice(0, 3))
    const findings = files.find(({ file }) => file === policy.file)?.findings ?? []
    return item === null || findings.some((finding) => isWithin(finding, item))
  }
}

/** Most checks have nothing to say of most policies: one that can tell so at a glance is not run. */
function addReports(reports: CheckReport[], check: PolicyCheck, { policy, subject }: Looked): void {
  try {
    if (check.mayReport?.(policy) === false) return
    for (const report of check.run(policy, subject))
      reports.push([check.id, withSafeFix(report, policy, subject)])
  } catch (error) {
    reports.push([TOO_ENTANGLED, entangled(check, policy, error)])
  }
}

/** Adds what a check has to say of a policy once all others are at hand. */
export function addBeside(
  reports: CheckReport[],
  check: PolicyCheck,
  { policy, subject, isSound }: { policy: ParsedPolicy; subject: Subject; isSound: boolean },
): void {
  if (check.beside === undefined || (check.needsMeaning === true && !isSound)) return
  try {
    for (const report of check.beside.run(policy, subject)) reports.push([check.id, report])
  } catch (error) {
    reports.push([TOO_ENTANGLED, entangled(check, policy, error)])
  }
}

/** Reports a question that is too costly to answer: silence would look like an answer. @throws any other error. */
function entangled({ id }: PolicyCheck, policy: ParsedPolicy, error: unknown): Report {
  if (!(error instanceof PolicyctlError) || error.code !== 'policies-entangled') throw error
  return reportAt(policy, ['name'], {
    message: `${id} could not be checked: ${error.message}`,
    hint: error.hint,
    about: [id],
  })
}
