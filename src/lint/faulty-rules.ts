import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Report } from './check.ts'
import { CHECKS } from './checks/list.ts'
import type { FileSubject } from './subject.ts'

/** Their severity in the config does not count: what they find is wrong with a rule all the same. */
const ERRORS = CHECKS.flatMap((check) =>
  check.kind === 'policy' && check.severity === 'error' ? [check] : [],
)

const known = new WeakMap<ParsedPolicy, ReadonlySet<number>>()

/**
 * Leaves a report its fix, unless the fix would delete a rule because of one
 * that is wrong itself: who mends that one, or deletes it, would miss the other.
 */
export function withSafeFix(report: Report, policy: ParsedPolicy, subject: FileSubject): Report {
  if (report.removes === undefined) return report
  const faulty = faultyRules(policy, subject)
  if (!report.removes.by.some((rule) => faulty.has(rule))) return report
  const { fix: _fix, removes: _removes, ...rest } = report
  return rest
}

/** Indexes of the rules that have an error of their own. */
function faultyRules(policy: ParsedPolicy, subject: FileSubject): ReadonlySet<number> {
  const found = known.get(policy)
  if (found !== undefined) return found
  const faulty = new Set<number>()
  for (const check of ERRORS)
    for (const { path = [] } of check.run(policy, subject))
      if (path[1] === 'policies' && typeof path[2] === 'number') faulty.add(path[2])
  known.set(policy, faulty)
  return faulty
}
