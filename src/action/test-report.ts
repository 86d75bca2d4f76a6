/** The document of `test` as far as comment and annotations need it. */
import type { TestReport } from '../report/comment-input.ts'

export interface TestDocument {
  readonly summary: { readonly passed: number; readonly failed: number }
  readonly tests: readonly {
    readonly name: string
    readonly file: string
    readonly line: number
    readonly status: 'passed' | 'failed'
    readonly message: string | null
  }[]
}

export function testReport({ summary, tests }: TestDocument): TestReport {
  const failures = tests
    .filter(({ status }) => status === 'failed')
    .map(({ name, file, line, message }) => ({ name, file, line, message: message ?? 'failed' }))
  return { passed: summary.passed, failures }
}
