/** The document of `test` as far as comment and annotations need it. */

import type { TestDocument } from '../answers/test.ts'
import { failureText, testRequestText } from '../words/test-words.ts'
import type { TestReport } from './comment/comment-input.ts'

/** Tests that could not be run count as failed: nobody knows what they would say. */
export function testReport({ summary, tests, coverage, findings }: TestDocument): TestReport {
  const failed = tests
    .filter(({ status }) => status === 'failed')
    .map((test) => ({ name: test.name, file: test.file, line: test.line, message: failureOf(test) }))
  const invalid = findings.map(({ check, file, line, message }) => ({ name: check, file, line, message }))
  return { passed: summary.passed, failures: [...failed, ...invalid], coverage }
}

function failureOf({ request, expected, actual }: TestDocument['tests'][number]): string {
  return `${testRequestText(request)}: ${failureText(expected, actual)}`
}
