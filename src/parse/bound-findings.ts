import type { Finding } from '../diagnostic/finding.ts'
import { MAX_PROBLEMS } from './problem.ts'

/**
 * Keeps the first findings of a file, so that a million faults do not become a
 * million findings. One more says so, at the place of the first that is left out.
 *
 * @param again what to do after the first ones are fixed, for the hint.
 */
export function boundFindings(findings: readonly Finding[], again: string): readonly Finding[] {
  const next = findings[MAX_PROBLEMS]
  if (next === undefined) return findings
  const { about: _, ...omitted } = next
  const last: Finding = {
    ...omitted,
    check: 'too-many-findings',
    message: `more than ${MAX_PROBLEMS} findings in this file; the rest is left out`,
    hint: `fix the first ones and ${again}`,
    policy: null,
  }
  return [...findings.slice(0, MAX_PROBLEMS), last]
}
