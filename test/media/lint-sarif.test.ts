/** GitHub takes 25,000 results of a run and shows 5,000: the gravest are in the file, and what is cut is said. */
import { describe, expect, test } from 'vitest'
import type { Finding, Severity } from '../../src/diagnostic/finding.ts'
import { lintSarif, sarifNote } from '../../src/media/lint-sarif.ts'

const finding = (severity: Severity, line: number): Finding => ({
  check: 'a-check',
  severity,
  message: `finding ${line}`,
  hint: null,
  file: 'a.yaml',
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
  policy: 'a',
  fixable: false,
})

/** The grave ones come last. */
const findings = (infos: number, warnings: number, errors: number): readonly Finding[] =>
  [
    ...Array<Severity>(infos).fill('info'),
    ...Array<Severity>(warnings).fill('warning'),
    ...Array<Severity>(errors).fill('error'),
  ].map((severity, at) => finding(severity, at + 1))

const runOf = (all: readonly Finding[]) => {
  const log = lintSarif(all, {
    version: '1.0.0',
    checks: [{ id: 'a-check', severity: 'warning' }],
    pathOf: (file) => file,
  })
  return log.runs[0] ?? expect.unreachable()
}
const counts = (all: readonly Finding[]) => {
  const { results = [] } = runOf(all)
  const of = (level: string) => results.filter((result) => result.level === level).length
  return [results.length, of('error'), of('warning'), of('note')]
}

describe('SARIF', () => {
  test('5,000 findings: all, where they stand, without a word', () => {
    const all = findings(4_000, 900, 100)
    expect(counts(all)).toEqual([5_000, 100, 900, 4_000])
    expect(runOf(all).results?.[0]?.level).toBe('note')
    expect(sarifNote(all)).toBeNull()
    expect(runOf(all).invocations).toBeUndefined()
  })

  test('5,001: all, the gravest first, and said', () => {
    const all = findings(4_000, 900, 101)
    expect(counts(all)).toEqual([5_001, 101, 900, 4_000])
    expect(runOf(all).results?.[0]?.level).toBe('error')
    expect(sarifNote(all)).toBe('of 5,001 findings GitHub shows the 5,000 most severe')
  })

  test('30,000: no error and no warning is cut, and the file itself says what is', () => {
    const all = findings(20_000, 9_000, 1_000)
    expect(counts(all)).toEqual([25_000, 1_000, 9_000, 15_000])
    const text =
      'of 30,000 findings GitHub shows the 5,000 most severe, and accepts 25,000: the SARIF has these, and 5,000 less severe ones are left out'
    expect(sarifNote(all)).toBe(text)
    expect(runOf(all).invocations).toMatchObject([
      { toolExecutionNotifications: [{ level: 'warning', message: { text } }] },
    ])
  })
})
