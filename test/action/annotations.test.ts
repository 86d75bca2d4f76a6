import { expect, test, vi } from 'vitest'
import { annotate, annotationsOf } from '../../src/action/annotations.ts'
import type { Finding, Severity } from '../../src/diagnostic/finding.ts'
import { lintReport, region } from '../support/builders/comment-documents.ts'

const finding = (severity: Severity, line: number): Finding => ({
  check: 'a-check',
  severity,
  message: `finding ${line}`,
  hint: 'mend it',
  file: 'policies/a.yaml',
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
  policy: 'a',
  fixable: false,
})

const cause = { policy: 'a', rule: 0, route: null, file: 'policies/a.yaml', line: 4, isGone: false }

function written(run: () => void): readonly string[] {
  const lines: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  run()
  spy.mockRestore()
  return lines.map((line) => line.trimEnd()).filter((line) => line.startsWith('::'))
}

test('on the line of the finding, in the folder of the project', () => {
  const found = annotationsOf({
    lint: lintReport([finding('error', 7)]),
    tests: {
      passed: 0,
      coverage: null,
      failures: [{ name: 'reads', message: 'denied', file: 'policies/a.test.yaml', line: 3 }],
    },
    access: [region(), region({ direction: 'narrower' })].map((one) => ({
      region: one,
      target: 'production',
    })),
    causesOf: () => [cause],
    folder: 'team',
  })
  expect(found.map(({ level, title, file, line }) => [level, title, file, line])).toEqual([
    ['warning', 'wider access', 'team/policies/a.yaml', 4],
    ['error', 'policy test: reads', 'team/policies/a.test.yaml', 3],
    ['error', 'a-check', 'team/policies/a.yaml', 7],
  ])
})

test.each([
  [{ before: 'none', after: 'allow', direction: 'wider' }, 'wider access', 'no rule → allowed, no human'],
  [
    { before: 'none', after: 'approval_required', direction: 'mixed', routeBefore: null, routeAfter: null },
    'access that may get wider',
    'no rule → approval by an administrator (no approval route matches)',
  ],
] as const)('a change of access has the words of the comment: %o', (change, title, words) => {
  const found = annotationsOf({
    lint: null,
    tests: null,
    access: [{ region: region(change), target: 'production' }],
    causesOf: () => [cause],
    folder: '',
  })
  expect(found).toEqual([
    expect.objectContaining({ title, message: expect.stringContaining(`: ${words} for `) }),
  ])
})

test('what no test decides is no fault of the lines of a pull request', () => {
  const untested = { ...finding('info', 3), check: 'untested-rule' }
  const lint = lintReport([untested, finding('info', 9)])
  const found = annotationsOf({ lint, tests: null, access: [], causesOf: () => [], folder: '' })
  expect(found.map(({ title, line }) => [title, line])).toEqual([['a-check', 9]])
})

test('at most ten of a level, the rest counted', () => {
  const findings = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    Array.from({ length: 40 }, (_, index) => finding(severity, index + 1)),
  )
  const all = annotationsOf({
    lint: lintReport(findings),
    tests: null,
    access: [],
    causesOf: () => [],
    folder: '',
  })
  const lines = written(() => annotate(all))
  for (const level of ['error', 'warning', 'notice']) {
    const own = lines.filter((line) => line.startsWith(`::${level} `))
    expect(own.length).toBeLessThanOrEqual(8)
    expect(own.at(-1)).toContain('33 more of this level are in the job summary.')
  }
})

test('what policies say is no command and no terminal sequence', () => {
  const hostile = {
    ...finding('error', 1),
    message: 'x\n::set-output name=a::b\u001b[31m',
    check: 'a,file=b::',
  }
  const lines = written(() =>
    annotate(
      annotationsOf({
        lint: lintReport([hostile]),
        tests: null,
        access: [],
        causesOf: () => [],
        folder: '',
      }),
    ),
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^::error title=a%2Cfile=b%3A%3A,file=policies\/a\.yaml,line=1,endLine=1::x%0A/)
  expect(lines[0]).not.toContain('\u001b')
})
