/** Makes the report of `test` for comment and annotations. */

import type { TestDocument } from '../answers/test.ts'
import { failureText, testRequestText } from '../words/test-words.ts'
import type { TestReport } from './comment/comment-input.ts'

/** Tests that could not be run count as failed, since their results are not known. */
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
