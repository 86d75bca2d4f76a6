import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTestFile } from '../../src/parse/parse-test-file.ts'
import type { ParsedTestFile } from '../../src/parse/parsed-test.ts'

function parse(text: string | Uint8Array): ParsedTestFile {
  return parseTestFile('a.test.yaml', typeof text === 'string' ? new TextEncoder().encode(text) : text)
}

/** `line:column check: message | hint` */
function told(text: string): readonly string[] {
  return parse(text).findings.map((f) => `${f.line}:${f.column} ${f.check}: ${f.message} | ${f.hint}`)
}

const item = (...lines: readonly string[]): string => `tests:\n  - ${lines.join('\n    ')}\n`
const GOOD = ['policies: [p]', 'request: GET https://h/a', 'expect: allow']

describe('reads', () => {
  test('the short form', () => {
    const { tests, findings, invalid } = parse(item(...GOOD))
    expect({ findings, invalid }).toEqual({ findings: [], invalid: 0 })
    expect(tests).toMatchObject([
      {
        name: 'GET https://h/a',
        place: { line: 2, column: 5 },
        bound: { kind: 'policies', names: [{ name: 'p', place: { line: 2, column: 16 } }] },
        request: { method: 'GET', url: 'https://h/a', tags: [], tool: null, capability: null },
        expected: { decision: 'allow', approvers: null, because: null },
      },
    ])
  })

  test('the long form', () => {
    const text = item(
      'name: n',
      'agent: people/a',
      'request: POST https://h/a?q=1',
      'tool: t',
      'tags: [x, y]',
      'capability: c',
      'expect: { decision: approval_required, approvers: [b, a, b], because: p#10 }',
    )
    expect(parse(text)).toMatchObject({
      findings: [],
      tests: [
        {
          name: 'n',
          bound: { kind: 'agent', agent: { name: 'people/a' } },
          request: { method: 'POST', url: 'https://h/a?q=1', tags: ['x', 'y'], tool: 't', capability: 'c' },
          expected: {
            decision: 'approval_required',
            approvers: ['a', 'b'],
            because: { policy: 'p', rule: 10, place: { line: 8, column: 75 } },
          },
        },
      ],
    })
  })

  test('a test without policies and agent: those of the test before, also of one with a fault', () => {
    const text = `${item(...GOOD)}  - request: POST https://h/a\n    expect: deny\n  - agent: a\n    request: x\n    expect: deny\n  - request: PUT https://h/a\n    expect: deny\n`
    const { tests, invalid } = parse(text)
    expect(invalid).toBe(1)
    expect(
      tests.map(({ bound }) => (bound.kind === 'agent' ? bound.agent.name : bound.names[0]?.name)),
    ).toEqual(['p', 'p', 'a'])
  })

  test('several documents, and JSON in YAML', () => {
    expect(parse(`${item(...GOOD)}---\n${item(...GOOD)}`).tests).toHaveLength(2)
    expect(
      parse('{"tests": [{"policies": ["p"], "request": "GET https://h/", "expect": "deny"}]}').tests,
    ).toHaveLength(1)
  })
})

describe('finds', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'an unknown field',
      item(...GOOD, 'tagz: [a]'),
      ['5:5 unknown-field: "tagz" is not a field of test 0 | did you mean tags?'],
    ],
    [
      'an unknown field of expect',
      item('policies: [p]', 'request: GET https://h/', 'expect: { decision: deny, approver: [a] }'),
      ['4:31 unknown-field: "approver" is not a field of test 0: expect | did you mean approvers?'],
    ],
    [
      'no request',
      item('policies: [p]', 'expect: deny'),
      ['2:5 missing-field: test 0 has no request | add request: METHOD URL'],
    ],
    [
      'no expect',
      item('policies: [p]', 'request: GET https://h/'),
      ['2:5 missing-field: test 0 has no expect | add expect: deny, or approval_required, or allow'],
    ],
    [
      'nobody bound',
      item('request: GET https://h/', 'expect: deny'),
      [
        '2:5 missing-field: this test names neither policies nor an agent, and no test before it does | add policies: [NAME], or agent: NAME',
      ],
    ],
    [
      'both policies and agent',
      item(...GOOD, 'agent: a'),
      [
        '5:5 wrong-value: this test names both policies and an agent | delete one of them: an agent stands for the policies that are bound to it',
      ],
    ],
    [
      'an empty list of policies',
      item('policies: []', 'request: GET https://h/', 'expect: deny'),
      ['2:15 empty-value: test 0: policies is empty | write a value'],
    ],
    [
      'a request without a method',
      item('policies: [p]', 'request: https://h/', 'expect: deny'),
      [
        '3:14 invalid-request: "https://h/" has no method | write a method, a space and an absolute URL: GET https://api.example.com/v1/items',
      ],
    ],
    [
      'a request with a relative URL',
      item('policies: [p]', 'request: GET /v1', 'expect: deny'),
      [
        '3:14 invalid-request: "GET /v1" is not METHOD URL | write a method, a space and an absolute URL: GET https://api.example.com/v1/items',
      ],
    ],
    ...['u:p@h/x', 'u@h', 'u:p@h?q', 'a@b@h/'].map((rest): [string, string, string[]] => [
      `a request with a user name or password: ${rest}`,
      item('policies: [p]', `request: "GET https://${rest}"`, 'expect: deny'),
      [
        '3:14 invalid-request: the URL of this request has a user name or password, which clients do not send as a part of it: no rule matches it, and the call that is sent may be allowed | delete everything from :// up to the @',
      ],
    ]),
    [
      'a request with every method',
      item('policies: [p]', 'request: "* https://h/"', 'expect: deny'),
      [
        '3:14 invalid-request: "* https://h/" is every method, and a request has one | write a method, a space and an absolute URL: GET https://api.example.com/v1/items',
      ],
    ],
    [
      'an unknown decision',
      item('policies: [p]', 'request: GET https://h/', 'expect: denied'),
      ['4:13 wrong-value: test 0: expect is "denied", which is not a known value | did you mean deny?'],
    ],
    [
      'approvers where nobody is asked',
      item('policies: [p]', 'request: GET https://h/', 'expect: { decision: allow, approvers: [a] }'),
      [
        '4:32 wrong-value: this test expects approvers, and a decision of allow has none | delete approvers, or expect approval_required',
      ],
    ],
    [
      'a rule that is none',
      item('policies: [p]', 'request: GET https://h/', 'expect: { decision: allow, because: p }'),
      ['4:41 wrong-value: "p" does not name a rule | write POLICY#RULE, rules counted from 0: payments#1'],
    ],
    [
      'a key that stands twice',
      item(...GOOD, 'expect: deny'),
      [
        '5:5 duplicate-key: "expect" appears twice in this mapping | keep one of them: readers disagree on which one counts',
      ],
    ],
    [
      'an item that is no mapping',
      'tests: [x]\n',
      ['1:9 wrong-type: test 0 must be a mapping, not "x" | write a mapping here'],
    ],
    [
      'a list',
      '- a\n',
      [
        '1:1 wrong-type: a test file is a mapping with the list tests | start it with tests: and write one item for each test',
      ],
    ],
    [
      'nothing',
      '# later\n',
      ['1:1 empty-document: this file holds no test | write tests: and a list of them, or delete the file'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(told(text)).toEqual(expected)
    expect(parse(text).tests).toEqual([])
  })

  test('syntax errors, and bytes that are no text', () => {
    expect(told('tests: [')[0]).toMatch(/^1:\d+ unreadable-yaml: /)
    expect(parse(Uint8Array.of(0xff, 0x00)).findings).toMatchObject([{ check: 'not-utf8' }])
  })

  test('no more than 100 faults of one file', () => {
    const { findings, tests, invalid } = parse(`tests:\n${'  - {}\n'.repeat(300)}`)
    expect([findings.length, findings.at(-1)?.check, tests.length, invalid]).toEqual([
      101,
      'too-many-findings',
      0,
      300,
    ])
  })
})

test('whatever the values are: findings or tests, never a crash, and no test with a finding of its own', () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>('GET https://h/', 'allow', 'p#0', 'p', '', null, 3, true),
    fc.constant({}),
    fc.array(fc.constantFrom<unknown>('p', 3, null), { maxLength: 2 }),
    fc.record({
      decision: fc.constantFrom<unknown>('allow', 'approval_required', 1),
      because: fc.constantFrom('p#0', 'x'),
    }),
  )
  const fields = ['name', 'policies', 'agent', 'request', 'tool', 'tags', 'capability', 'expect', 'other']
  const written = fc.oneof(
    fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 6 }),
    fc.constant({ policies: ['p'], request: 'GET https://h/', expect: 'allow' }),
    value,
  )
  fc.assert(
    fc.property(fc.array(written, { maxLength: 4 }), (tests) => {
      const parsed = parse(JSON.stringify({ tests }))
      expect(parsed.tests.length + parsed.invalid).toBe(tests.length)
      expect(parsed.invalid === 0 && tests.length > 0).toBe(parsed.findings.length === 0)
    }),
    { numRuns: 500 },
  )
})
