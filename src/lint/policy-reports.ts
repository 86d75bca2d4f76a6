/** Runs the checks that look at one policy at a time. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { type CheckReport, type PolicyCheck, type Report, reportAt, TOO_ENTANGLED } from './check.ts'
import { withSafeFix } from './faulty-rules.ts'
import type { FileSubject, Subject } from './subject.ts'
import { isWithin } from './within.ts'

/** @param isSound false: the meaning of the policy is not known, so only checks that do not need it run. */
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

/** Runs a check on a policy that the schema refuses in part, or that has unknown fields. */
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

/** Runs a check unless its cheap test says that there is nothing to report, which is usual. */
function addReports(reports: CheckReport[], check: PolicyCheck, { policy, subject }: Looked): void {
  try {
    if (check.mayReport?.(policy) === false) return
    for (const report of check.run(policy, subject))
      reports.push([check.id, withSafeFix(report, policy, subject)])
  } catch (error) {
    reports.push([TOO_ENTANGLED, entangled(check, policy, error)])
  }
}

/** Adds the reports of a check that needs the other policies too. */
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
