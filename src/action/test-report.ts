/** The document of `test` as far as comment and annotations need it. */

import type { TestDocument } from '../answers/test.ts'
import type { TestReport } from './comment/comment-input.ts'

/** Tests that could not be run count as failed: nobody knows what they would say. */
export function testReport({ summary, tests, coverage, findings }: TestDocument): TestReport {
  const failed = tests
    .filter(({ status }) => status === 'failed')
    .map((test) => ({ name: test.name, file: test.file, line: test.line, message: failureWords(test) }))
  const invalid = findings.map(({ check, file, line, message }) => ({ name: check, file, line, message }))
  return { passed: summary.passed, failures: [...failed, ...invalid], coverage }
}

function failureWords({ request, expected, actual, mismatches }: TestDocument['tests'][number]): string {
  const rules = actual.because.map(({ policy, rule }) => `${policy}#${rule}`).join(', ')
  const got = `${actual.decision}, because ${rules === '' ? 'no rule matches' : rules}`
  const what = mismatches.includes('decision')
    ? `expected ${expected.decision}`
    : `expected other ${mismatches.join(' and ')}`
  return `${request.method} ${request.url}: ${what}, got ${got}`
}
