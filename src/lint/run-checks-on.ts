/** Runs checks over their subject, one report after the other, each with its check. */
import { withOwnNames } from '../fleet/target-files.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import { groupBy } from '../policy/group-by.ts'
import type { Check, CheckReport, PolicyCheck, ReadName } from './check.ts'
import { addBeside, policyReports } from './policy-reports.ts'
import type { Subject } from './subject.ts'

interface PolicyChecks {
  readonly all: readonly PolicyCheck[]
  readonly alike: readonly AlikeChecks[]
  /** Checks with a part that needs all policies. */
  readonly beside: readonly PolicyCheck[]
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

/** Loops over policies, and for each over checks, so that one check can reuse what another computed about the policy. */
export function runChecksOn(subject: Subject, checks: readonly Check[]): readonly CheckReport[] {
  const all = checks.filter((check) => check.kind === 'policy')
  const beside = all.filter((check) => check.beside?.isAsked(subject) === true)
  const sorted = { all, alike: alike(all), beside }
  const sound = new Set(subject.soundPolicies)
  const reports: CheckReport[] = []
  for (const policy of [...subject.policies, ...subject.drafts])
    addPolicyReports(reports, sorted, { policy, subject, isSound: sound.has(policy) })
  for (const check of checks)
    if (check.kind === 'set' && (check.needsLive !== true || subject.live !== null))
      for (const report of check.run(subject)) reports.push([check.id, report])
  return reports
}

interface Looked {
  readonly policy: ParsedPolicy
  readonly subject: Subject
  readonly isSound: boolean
}

function addPolicyReports(
  reports: CheckReport[],
  { all, alike: groups, beside }: PolicyChecks,
  looked: Looked,
): void {
  const { policy, subject, isSound } = looked
  if (subject.fleet === null || !isSound) reports.push(...policyReports(all, policy, looked))
  else
    for (const group of groups)
      reports.push(...keptReports(group, withOwnNames(policy, group.names), subject))
  for (const check of beside)
    if (check.beside?.mayReport?.(policy) !== false) addBeside(reports, check, looked)
}

/** Reports of a policy by the ids of the checks that ran. */
const known = new WeakMap<ParsedPolicy, Map<string, readonly CheckReport[]>>()

/**
 * Keeps the reports of a policy for other targets. A check depends only on the policy
 * and the text of its file, so for targets whose maps change nothing that the check
 * reads, the report is the same.
 */
function keptReports(
  { checks, ids }: AlikeChecks,
  policy: ParsedPolicy,
  subject: Subject,
): readonly CheckReport[] {
  const ofPolicy = known.get(policy) ?? new Map<string, readonly CheckReport[]>()
  known.set(policy, ofPolicy)
  const reports = ofPolicy.get(ids) ?? policyReports(checks, policy, { subject, isSound: true })
  ofPolicy.set(ids, reports)
  return reports
}
