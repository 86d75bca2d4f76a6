/**
 * Groups rules that decide no test into one finding for each policy: in a project with
 * few tests there are hundreds, which would hide other findings. Comments and baselines
 * are about single rules, so the grouping comes last.
 */
import { byPlace, type Finding } from '../diagnostic/finding.ts'
import { groupBy } from '../policy/group-by.ts'

/** This check reports no fault: it is printed last, hidden by --quiet, and not annotated in a pull request. */
export const UNTESTED = 'untested-rule'

const MOST_NAMED = 3

/** @returns sorted by file and place. */
export function oneAPolicy(findings: readonly Finding[]): readonly Finding[] {
  const untested = findings.filter(({ check }) => check === UNTESTED)
  if (untested.length < 2) return findings
  const others = findings.filter(({ check }) => check !== UNTESTED)
  const groups = groupBy(untested, ({ policy, file }) => JSON.stringify([policy, file]))
  return [...others, ...[...groups.values()].flatMap(together)].sort(byPlace)
}

/** Joins findings at the first rule: `no test is decided by pay#0, #3, #4 and 5 more of its rules`. */
function together(group: readonly Finding[]): readonly Finding[] {
  const [first, ...rest] = group
  if (first === undefined || rest.length === 0) return group
  const numbers = rest.map(({ message }) => /#\d+$/.exec(message)?.[0] ?? '')
  const isAll = numbers.length < MOST_NAMED
  const named = numbers.slice(0, isAll ? -1 : MOST_NAMED - 1)
  const last = isAll ? (numbers.at(-1) ?? '') : `${numbers.length - named.length} more of its rules`
  return [{ ...first, message: `${[first.message, ...named].join(', ')} and ${last}` }]
}
