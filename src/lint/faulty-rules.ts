import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Report } from './check.ts'
import { CHECKS } from './checks/list.ts'
import type { FileSubject } from './subject.ts'

/** Checks that find errors in rules, whatever severity the config gives them. */
const ERRORS = CHECKS.flatMap((check) =>
  check.kind === 'policy' && check.severity === 'error' ? [check] : [],
)

const known = new WeakMap<ParsedPolicy, ReadonlySet<number>>()

/**
 * Drops the fix of a report if it would delete a rule in favour of a faulty one: after
 * the faulty rule is fixed or deleted, the deleted rule would be missing.
 */
export function withSafeFix(report: Report, policy: ParsedPolicy, subject: FileSubject): Report {
  if (report.removes === undefined) return report
  const faulty = faultyRules(policy, subject)
  if (!report.removes.by.some((rule) => faulty.has(rule))) return report
  const { fix: _fix, removes: _removes, ...rest } = report
  return rest
}

/** Indexes of the rules with an error. */
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
