import { expect, test } from 'vitest'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'

const found = (text: string): readonly string[] =>
  lint(parsed({ 'a.yaml': text })).map(
    ({ line, column, check, hint }) => `${line}:${column} ${check}: ${hint}`,
  )

test('mistakes of shape, of fields and of meaning are told in one round, each once', () => {
  const text = `name: a
spec:
  policies:
    - permission: allow
      methods: [GET]
      url: https://a.example/*
    - permission: allow
      operations: [GET]
      resource: "https://*"
      tags: [1.10, 007]
    - operations: [Read, 30]
      permission: deny
    - permission: allow
      resource:
    - permission: allow
  approvals:
    - name: r
      approvers: { groups: [g] }
      defaultDuration: 30
    - name: q
      approvers: { groups: [] }
      defaultDuration: 4 hours
      delivery: { fallbackToUI: no }
`
  expect(found(text)).toEqual([
    '5:7 unknown-field: did you mean operations?',
    '6:7 unknown-field: did you mean resource?',
    '9:17 effectively-any-resource: name the host: https://api.example.com/*',
    '10:14 wrong-type: put it in quotes: "1.10"',
    '10:20 wrong-type: put it in quotes: "007"',
    '11:20 unknown-method: use GET, HEAD, POST, PUT, PATCH, DELETE',
    '11:26 wrong-type: write methods: GET, POST, PUT, PATCH, DELETE',
    '14:7 wrong-type: give it a value',
    '15:7 allow-any-resource: name the resource: https://api.example.com/*',
    '19:24 wrong-type: write it with its unit: m for minutes, h for hours',
    '22:24 invalid-duration: write 4h',
    '23:33 wrong-type: write false',
  ])
})

test('a field under a misspelt name is one mistake, and not missing besides', () => {
  const text =
    'name: a\nspec:\n  policies:\n    - permision: deny\n    - effect: allow\n      tags: [a]\n    - resource: https://a.example/*\n'
  expect(found(text)).toEqual([
    '4:7 unknown-field: did you mean permission?',
    '5:7 unknown-field: did you mean permission?',
    '7:7 missing-field: write permission: deny, or approval_required, or allow',
  ])
})

test.each([
  [
    'a kind that is misspelt is one mistake',
    'apiVersion: platform.ai/v1alpha1\nkind: PolicyBindng\nmetadata: { name: b }\nspec: { policyRef: { name: p }, subjects: [{ kind: ServiceAccount, name: x }] }\n',
    ['2:7 wrong-value: did you mean PolicyBinding?'],
  ],
  [
    'tabs are one mistake',
    'name: c\nspec:\n\tpolicies:\n\t\t- permission: allow\n\t\t  resource: https://a.example/*\n',
    ['3:1 unreadable-yaml: indent with spaces'],
  ],
  [
    'what says no is no allow',
    'name: a\nspec: { policies: [{ permission: not_permitted, tags: [a] }] }\n',
    ['2:34 invalid-permission: use allow, approval_required, deny in rule 0'],
  ],
])('%s', (_case, text, expected) => {
  expect(found(text)).toEqual(expected)
})
