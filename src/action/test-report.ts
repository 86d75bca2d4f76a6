/** Makes the report of `test` for comment and annotations. */

import type { TestDocument } from '../answers/test.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { failureText, testRequestText } from '../words/test-words.ts'
import type { TestReport } from './comment/comment-input.ts'

/**
 * Tests that could not be run count as failed, since their results are not known.
 *
 * @param linted findings that lint reports: an error in a policy file is not a failed test as well.
 */
export function testReport(
  { summary, tests, coverage, findings }: TestDocument,
  linted: readonly Finding[],
): TestReport {
  const known = new Set(linted.map(placeOf))
  const failed = tests
    .filter(({ status }) => status === 'failed')
    .map((test) => ({ name: test.name, file: test.file, line: test.line, message: failureOf(test) }))
  const invalid = findings
    .filter((finding) => !known.has(placeOf(finding)))
    .map(({ check, file, line, message }) => ({ name: check, file, line, message }))
  return { passed: summary.passed, failures: [...failed, ...invalid], coverage }
}

function placeOf({ check, file, line, column }: Pick<Finding, 'check' | 'file' | 'line' | 'column'>): string {
  return JSON.stringify([check, file, line, column])
}

function failureOf({ request, expected, actual }: TestDocument['tests'][number]): string {
  return `${testRequestText(request)}: ${failureText(expected, actual)}`
}
