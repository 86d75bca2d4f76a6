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
  /** Those that have more to say once all policies are at hand. */
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

/** Policies outside, checks inside: what one check works out about a policy, the next one finds at hand. */
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

/** By the ids of the checks that ran. */
const known = new WeakMap<ParsedPolicy, Map<string, readonly CheckReport[]>>()

/**
 * A check looks at a policy and at the text of its file, which is the same for
 * every target that gets the policy and calls nothing in it otherwise; and to
 * most checks it is all the same what the target calls groups and the like.
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
