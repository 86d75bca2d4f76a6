/** Runs checks over their subject, one report after the other, each with its check. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { withOwnNames } from '../fleet/target-files.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { groupBy } from '../policy/group-by.ts'
import { type Check, type PolicyCheck, type ReadName, type Report, reportAt } from './check.ts'
import { withSafeFix } from './faulty-rules.ts'
import type { Subject } from './subject.ts'
import { TOO_ENTANGLED } from './too-entangled.ts'
import { isWithin } from './within.ts'

/** The id, since what cannot be told is reported under another one. */
export type CheckReport = readonly [check: string, report: Report]

interface PolicyChecks {
  readonly all: readonly PolicyCheck[]
  readonly alike: readonly AlikeChecks[]
}

/** Checks that look at the same names. */
interface AlikeChecks {
  readonly names: readonly ReadName[]
  readonly checks: readonly PolicyCheck[]
  /** Theirs. */
  readonly ids: string
}

function alike(checks: readonly PolicyCheck[]): readonly AlikeChecks[] {
  return [...groupBy(checks, ({ readsNames = [] }) => readsNames.join()).values()].map((group) => ({
    names: group[0]?.readsNames ?? [],
    checks: group,
    ids: group.map(({ id }) => id).join(),
  }))
}

/** Policies outside, checks inside: what one check works out about a policy, the next one finds at hand. */
export function runChecksOn(subject: Subject, checks: readonly Check[]): readonly CheckReport[] {
  const policyChecks = checks.filter((check) => check.kind === 'policy')
  const sorted = { all: policyChecks, alike: alike(policyChecks) }
  const sound = new Set(subject.soundPolicies)
  const reports: CheckReport[] = []
  for (const policy of subject.policies)
    if (sound.has(policy)) addSoundReports(reports, sorted, { policy, subject })
    else reports.push(...unsoundReports(policyChecks, policy, subject))
  for (const draft of subject.drafts) reports.push(...unsoundReports(policyChecks, draft, subject))
  for (const check of checks)
    if (check.kind === 'set' && (check.needsLive !== true || subject.live !== null))
      for (const report of check.run(subject)) reports.push([check.id, report])
  return reports
}

interface Looked {
  readonly policy: ParsedPolicy
  readonly subject: Subject
}

/** Reports what can be said although the schema refuses part of the policy, or does not know it. */
function* unsoundReports(
  checks: readonly PolicyCheck[],
  policy: ParsedPolicy,
  subject: Subject,
): Iterable<CheckReport> {
  const isFaulty = faultyItems(subject.files)
  for (const check of checks) {
    if (check.needsMeaning === true) continue
    const found: CheckReport[] = []
    addReports(found, check, { policy, subject })
    for (const one of found) if (check.needsMeaning === undefined || !isFaulty(policy, one[1])) yield one
  }
}

/** Tells whether reading found a fault in the rule or route of a report: its meaning is not known then. */
function faultyItems(files: readonly ParsedFile[]): (policy: ParsedPolicy, report: Report) => boolean {
  return (policy, { path = [] }) => {
    const item = path.length < 3 ? null : policy.placeOf(path.slice(0, 3))
    const findings = files.find(({ file }) => file === policy.file)?.findings ?? []
    return item === null || findings.some((finding) => isWithin(finding, item))
  }
}

/** By the ids of the checks that ran. */
const known = new WeakMap<ParsedPolicy, Map<string, readonly CheckReport[]>>()

/**
 * A check looks at a policy and at the text of its file, which is the same for
 * every target that gets the policy and calls nothing in it otherwise; and to
 * most checks it is all the same what the target calls groups and the like.
 */
function addSoundReports(
  reports: CheckReport[],
  { all, alike: groups }: PolicyChecks,
  { policy, subject }: Looked,
): void {
  if (subject.fleet === null) for (const check of all) addReports(reports, check, { policy, subject })
  else
    for (const group of groups)
      reports.push(...keptReports(group, withOwnNames(policy, group.names), subject))
}

function keptReports(
  { checks, ids }: AlikeChecks,
  policy: ParsedPolicy,
  subject: Subject,
): readonly CheckReport[] {
  const ofPolicy = known.get(policy) ?? new Map<string, readonly CheckReport[]>()
  known.set(policy, ofPolicy)
  const found = ofPolicy.get(ids)
  if (found !== undefined) return found
  const reports: CheckReport[] = []
  for (const check of checks) addReports(reports, check, { policy, subject })
  ofPolicy.set(ids, reports)
  return reports
}

/** Most checks have nothing to say of most policies: one that can tell so at a glance is not run. */
function addReports(reports: CheckReport[], check: PolicyCheck, { policy, subject }: Looked): void {
  try {
    if (check.mayReport?.(policy, subject) === false) return
    for (const report of check.run(policy, subject))
      reports.push([check.id, withSafeFix(report, policy, subject)])
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
  })
}
