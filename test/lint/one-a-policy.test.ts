import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/diagnostic/finding.ts'
import { oneAPolicy } from '../../src/lint/one-a-policy.ts'

const untested = (policy: string, rule: number): Finding => ({
  check: 'untested-rule',
  severity: 'info',
  message: `no test is decided by ${policy}#${rule}`,
  hint: 'add one',
  file: `${policy}.yaml`,
  line: 4 + rule,
  column: 7,
  endLine: 4 + rule,
  endColumn: 9,
  policy,
  fixable: false,
})

const told = (...findings: Finding[]) => oneAPolicy(findings).map(({ line, message }) => `${line} ${message}`)

describe('rules that no test decides, once a policy', () => {
  test.each([
    [[0], '4 no test is decided by pay#0'],
    [[0, 2], '4 no test is decided by pay#0 and #2'],
    [[1, 2, 5], '5 no test is decided by pay#1, #2 and #5'],
    [[0, 1, 2, 3], '4 no test is decided by pay#0, #1, #2 and 1 more of its rules'],
    [
      Array.from({ length: 40 }, (_, at) => at),
      '4 no test is decided by pay#0, #1, #2 and 37 more of its rules',
    ],
  ])('rules %j', (rules, message) => {
    expect(told(...rules.map((rule) => untested('pay', rule)))).toEqual([message])
  })

  test('each policy for itself, in the order of places', () => {
    const other: Finding = {
      ...untested('pay', 1),
      check: 'lowercase-method',
      message: 'get is written in lower case',
    }
    expect(
      told(untested('ask', 0), untested('ask', 1), untested('pay', 0), other, untested('pay', 3)),
    ).toEqual([
      '4 no test is decided by ask#0 and #1',
      '4 no test is decided by pay#0 and #3',
      '5 get is written in lower case',
    ])
  })
})
