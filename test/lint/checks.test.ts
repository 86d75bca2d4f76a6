/** Cases beside the examples of the pages: what must be silent above all. */
import { describe, expect, test } from 'vitest'
import { meantDuration } from '../../src/lint/duration.ts'
import { lint } from '../../src/lint/lint.ts'
import type { Settings } from '../../src/lint/settings.ts'
import { durationOf } from '../../src/policy/duration.ts'
import { parsed } from '../support/builders/parsed.ts'

function checksOf(rule: string, route = '', file = 'a.yaml'): readonly string[] {
  const approvals = route === '' ? '' : `  approvals:\n    - ${route}\n`
  const text = `name: a\nspec:\n  policies:\n    - ${rule}\n${approvals}`
  return [...new Set(lint(parsed({ [file]: text })).map(({ check }) => check))]
}

describe('silent', () => {
  test.each([
    ['a deny of every URL', '{ permission: deny, resource: "*" }'],
    ['a deny without resource', '{ permission: deny }'],
    ['a deny of cleartext', '{ permission: deny, resource: "http://api.example.com/*" }'],
    [
      'cleartext on the machine',
      '{ permission: allow, operations: [GET], resource: "http://localhost:3000/*" }',
    ],
    ['cleartext on loopback', '{ permission: allow, operations: [GET], resource: "http://127.0.0.1/*" }'],
    [
      'cleartext on IPv6 loopback',
      '{ permission: allow, operations: [GET], resource: "http://[::1]:80/*" }',
      ['non-canonical-url'],
    ],
    [
      'cleartext in the cluster',
      '{ permission: allow, operations: [GET], resource: "http://ledger.billing.svc/*" }',
    ],
    ['a service without domain', '{ permission: allow, operations: [GET], resource: "http://ledger/*" }'],
    [
      'OPTIONS and HEAD',
      '{ permission: allow, operations: [OPTIONS, HEAD], resource: "https://api.example.com/*" }',
    ],
    [
      'a path that only starts like one',
      '{ permission: allow, operations: [POST], resource: "https://api.example.com/batches/*" }',
    ],
  ])('%s', (_name, rule, expected: readonly string[] = []) => {
    const mine = [
      'allow-any-resource',
      'cleartext-http',
      'effectively-any-resource',
      'opaque-endpoint',
      'unknown-method',
      'non-canonical-url',
    ]
    expect(checksOf(rule).filter((check) => mine.includes(check))).toEqual(expected)
  })

  test.each([
    ['no duration', '{ name: r, approvers: { groups: [g] } }'],
    ['an empty duration', '{ name: r, approvers: { groups: [g] }, defaultDuration: "" }'],
    ['exactly a day', '{ name: r, approvers: { groups: [g] }, defaultDuration: 24h }'],
    [
      'a delivery without fallback named',
      '{ name: r, approvers: { groups: [g] }, delivery: { mode: first_success } }',
    ],
    [
      'connectors and no fallback',
      '{ name: r, approvers: { groups: [g] }, delivery: { connectors: [c], fallbackToUI: false } }',
    ],
  ])('a route with %s', (_name, route) => {
    const mine = [
      'invalid-duration',
      'window-too-long',
      'no-delivery-path',
      'empty-approvers',
      'empty-list-means-all',
    ]
    expect(
      checksOf('{ permission: approval_required, resource: "https://api.example.com/*" }', route).filter(
        (check) => mine.includes(check),
      ),
    ).toEqual([])
  })

  test('an allow that the schema leaves open is not said to match everything', () => {
    expect(
      checksOf('{ permission: allow, operations: [GET], resourse: "https://api.example.com/*" }'),
    ).toEqual(['unknown-field'])
  })

  test.each(['a.yaml', 'policies/a.json.yaml', 'x/a.yml'])('%s holds a policy called a', (file) => {
    expect(checksOf('{ permission: deny }', '', file).includes('filename-mismatch')).toBe(
      file.includes('json'),
    )
  })

  test.each([
    ['policies/crm/read.yaml', 'crm-read'],
    ['crm/read.yaml', 'crm.read'],
    ['a/b/c.yaml', 'a-b-c'],
  ])('%s holds %s', (file, name) => {
    expect(lint(parsed({ [file]: `name: ${name}\nspec: { policies: [{ permission: deny }] }\n` }))).toEqual(
      [],
    )
  })
})

test.each([
  [
    '* is every method',
    '{ permission: deny, operations: ["*"] }',
    'leave operations out to match every method',
  ],
  ['a typing error', '{ permission: deny, operations: [DELTE] }', 'did you mean DELETE?'],
  ['letters in another order', '{ permission: deny, operations: [PSOT] }', 'did you mean POST?'],
  [
    'nothing near',
    '{ permission: deny, operations: [SUBSCRIBE] }',
    'use GET, HEAD, POST, PUT, PATCH, DELETE',
  ],
])('unknown-method: %s', (_name, rule, hint) => {
  const findings = lint(parsed({ 'a.yaml': `name: a\nspec:\n  policies:\n    - ${rule}\n` }))
  expect(findings).toMatchObject([{ check: 'unknown-method', hint }])
})

test('a route without any approvers is reported at its start', () => {
  expect(
    checksOf('{ permission: approval_required, resource: "https://api.example.com/*" }', '{ name: r }'),
  ).toContain('empty-approvers')
})

test.each([
  ['4h', 14_400_000],
  ['1h30m', 5_400_000],
  ['0.5h', 1_800_000],
  ['90s', 90_000],
  ['+4h', 14_400_000],
  ['.5h', 1_800_000],
  ['1.h', 3_600_000],
  ['4h0m0s', 14_400_000],
  ['1d', null],
  ['4', null],
  ['', null],
  ['0h', null],
  ['-1h', null],
  ['4 h', null],
  ['h', null],
  ['1e3s', null],
])('%s: %s ms', (text, expected) => {
  expect(durationOf(text)).toBe(expected)
})

test.each([
  ['1d', '24h'],
  ['2 weeks', '336h'],
  ['4 hours', '4h'],
  ['30min', '30m'],
  ['4H', '4h'],
  ['4', null],
  ['soon', null],
  ['0h', null],
])('%s was meant to be %s', (text, expected) => {
  expect(meantDuration(text)).toBe(expected)
})

test.each([
  ['crm-read', false],
  ['crm.read', false],
  ['a', false],
  ['0', false],
  ['a_b', true],
  ['-a', true],
  ['a-', true],
  ['a..b', true],
  ['a.', true],
  ['.a', true],
  ['a.-b', true],
])('the name %s is one that Kubernetes refuses: %s', (name, isRefused) => {
  const text = `name: ${name}\nspec: { policies: [{ permission: deny }] }\n`
  const found = lint(parsed({ [`policies/${name}.yaml`]: text }))
  const [finding, ...more] = found.filter(({ check }) => check === 'unusual-name')
  expect([finding?.severity, more]).toEqual([isRefused ? 'warning' : undefined, []])
})

describe('write-without-approval: a rule that names no method allows writes too', () => {
  const URL = 'resource: "https://api.example.com/*"'
  const found = (rule: string, checks: Settings, more = ''): readonly string[] =>
    lint(parsed({ 'a.yaml': `name: a\nspec:\n  policies:\n    - ${rule}\n${more}` }), { checks }).map(
      ({ check, severity }) => `${severity} ${check}`,
    )
  const ERROR = { 'write-without-approval': 'error', 'tag-only-allow': 'off' } as const

  test.each([
    ['no operations', `{ permission: allow, ${URL} }`, 'warning allow-all-methods'],
    ['no operations, only tags', '{ permission: allow, tags: [crm] }', 'warning allow-all-methods'],
    ['empty operations', `{ permission: allow, operations: [], ${URL} }`, 'warning empty-list-means-all'],
  ])('%s: as severe as the config says', (_name, rule, said) => {
    const sorted = (checks: Settings): readonly string[] => found(rule, checks).toSorted()
    expect(sorted({ 'tag-only-allow': 'off' })).toEqual([said])
    expect(sorted(ERROR)).toEqual(['error write-without-approval', said])
    const [, id = ''] = said.split(' ')
    expect(sorted({ ...ERROR, [id]: 'error' })).toEqual([`error ${id}`])
    expect(sorted({ [id]: 'off', 'tag-only-allow': 'off' })).toEqual(['warning write-without-approval'])
  })

  test.each([
    ['* of methods', `{ permission: allow, operations: ["*"], ${URL} }`, 'unknown-method'],
    ['neither resource nor tags', '{ permission: allow }', 'allow-any-resource'],
  ])('%s: the other check is an error already, unless the config says otherwise', (_name, rule, id) => {
    expect(found(rule, ERROR)).toEqual([`error ${id}`])
    expect(found(rule, { ...ERROR, [id]: 'warning' }).toSorted()).toEqual([
      'error write-without-approval',
      `warning ${id}`,
    ])
  })

  test.each([
    [
      'an approval of all writes',
      '    - { permission: approval_required, operations: [POST, PUT, PATCH, DELETE], RES }',
    ],
    ['a deny of all writes', '    - { permission: deny, operations: [POST, PUT, PATCH, DELETE], RES }'],
  ])('%s: silent', (_name, more) => {
    const quiet = { ...ERROR, 'approval-without-route': 'off' } as const
    expect(found(`{ permission: allow, ${URL} }`, quiet, `${more.replace('RES', URL)}\n`)).toEqual([])
  })
})

test('case-clash: each folder and file once, accents too, and nothing of equal names', () => {
  const policy = (name: string): string => `name: ${name}\nspec: { policies: [{ permission: deny }] }\n`
  const found = (...files: readonly string[]): readonly string[] =>
    lint(parsed(Object.fromEntries(files.map((file, at) => [file, policy(`p${at}`)]))))
      .filter(({ check }) => check === 'case-clash')
      .map(({ message }) => message.split(' on a disk')[0] ?? '')
  expect(found('p/a.yaml', 'p/b.yaml', 'p/x/a.yaml', 'q/a.yaml')).toEqual([])
  expect(found('p/Base/a.yaml', 'p/base/b.yaml', 'p/base/c.yaml')).toEqual([
    'p/base and p/Base are one folder',
  ])
  expect(found('p/a.yaml', 'p/A.yaml', 'p/A.YAML')).toEqual([
    'p/A.yaml and p/A.YAML are one file',
    'p/a.yaml and p/A.YAML are one file',
  ])
  expect(found('p/\u00e9.yaml', 'p/e\u0301.yaml')).toHaveLength(1)
})
