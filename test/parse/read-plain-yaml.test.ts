import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlainYaml } from '../../src/parse/read-plain-yaml.ts'
import { readYaml } from '../../src/parse/read-yaml.ts'
import { runs } from '../support/suite/soak.ts'
import { heaps, layouts, mutants } from './policy-texts.ts'
import { slipped, written } from './written-policies.ts'

const RUNS = { numRuns: runs(2000, 100_000) }

function agrees(text: string): boolean {
  const plain = readPlainYaml(text)
  if (plain === null) return false
  expect(readYaml(text)).toEqual({ documents: plain, problems: [] })
  return true
}

test.each([
  ['heaps', heaps],
  ['layouts', layouts],
  ['mutants', mutants],
  ['written by people', written],
  ['written with a slip', slipped],
])('%s: the fast reader says what the complete one says, or nothing', (_name, texts) => {
  let read = 0
  fc.assert(
    fc.property(texts, (text) => {
      if (agrees(text)) read++
    }),
    RUNS,
  )
  expect(read).toBeGreaterThan(RUNS.numRuns / 100)
})

const scalar = fc.string({ unit: fc.constantFrom(...'#01579:. -/a{}[],'), minLength: 1, maxLength: 8 })
const onOneLine = fc
  .tuple(
    fc.constantFrom(
      'a: %',
      'a: [%]',
      'a: [%, b]',
      'a: { b: %, c: d }',
      '- %',
      'a:\n  [%]',
      'a:\n  { b: % }',
      '- a:\n    [%, b]\n  c: d',
      '{ b: % }',
      '{"b":"%","c":[%]}\n---\n{ b: c }',
      '{ b: c,\n  d: % }',
      '{ b: c }%',
      '{ b: c }\n%',
    ),
    scalar,
  )
  .map(([line, text]) => `${line.replace('%', text)}\n`)

test('numbers and signs of comments on one line', () => {
  let read = 0
  fc.assert(
    fc.property(onOneLine, (text) => {
      if (agrees(text)) read++
    }),
    RUNS,
  )
  expect(read).toBeGreaterThan(RUNS.numRuns / 100)
})

const KUBERNETES = `apiVersion: platform.ai/v1alpha1
kind: Policy
metadata:
  name: reads
spec:
  policies:
`

test.each([
  ['a list a line for each item', 'a:\n  operations:\n    - GET\n    - POST # both\n'],
  ['a list at the column of its key', 'operations:\n- GET\n- "POST"\n'],
  ['documents of JSON, a line each', '{"a":{"b":["c",1]},"d":null}\n---\n{"a":true}\n'],
  ['braces over several lines', '---\n{ a: b, # c\n  d: [] }\n'],
  ['quotes', `"name": 'it''s'\nb: "a \\"b\\"\\n"\n`],
  ['Kubernetes form', `${KUBERNETES}  - permission: allow\n    operations: [GET]\n`],
  ['an anchor and its alias', 'a: &reads [GET, HEAD]\nb: *reads # the same\nc: [*reads, d]\n'],
  [
    'an anchor of a block',
    'a: &rule\n  permission: allow\nb:\n  - *rule\n  - &other\n    tags: []\n  - *other\n',
  ],
  ['a folded text', 'resource: >-\n  https://a.example/\n  b\n\n  c\nd: e\n'],
  ['a literal text', 'a:\n  note: | # as it is\n    one\n      # two\n\n    three\n\n  b: c\n'],
  ['a text that goes on below', 'a: one\n  two\n  three\nb:\n  - four\n    five\n'],
  [
    'brackets over lines',
    'a: [\n    GET, # one\n    # two\n    POST,\n  ]\nb:\n  {\n    c: d,\n    "e": [f]\n  }\n',
  ],
  ['a dash alone', '-\n  a: b\n- # c\n  d: e\n'],
  ['nothing', 'a:\nb: # c\nd:\n  e:\n'],
  ['a marker with a comment', '--- # one\na: b\n---\nc: d\n'],
])('%s needs the fast reader only', (_layout, text) => {
  expect(agrees(text)).toBe(true)
})

test.each([
  ['an alias of nothing', 'a: *b\n'],
  ['an alias of a node that is open', 'a: &a\n  b: *a\n'],
  ['an alias of another document', 'a: &a b\n---\nc: *a\n'],
  ['an anchor of an alias', 'a: &a b\nc: &d *a\n'],
  ['a document between two markers that is empty', '---\n---\na: b\n'],
  ['a tag', 'a: !x b\n'],
  ['a bracket at the column of its key', 'a: [\n  b\n]\n'],
  ['quotes over lines', 'a: "b\n  c"\n'],
  [
    'aliases of aliases without end',
    `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join('')}`,
  ],
])('%s is left to the complete reader', (_layout, text) => {
  expect(readPlainYaml(text)).toBeNull()
})

test.each([
  'policyctl.yaml',
  'policies/payments.test.yaml',
  'policies/workspace.test.yaml',
  'policies/payments.yaml',
])('%s needs the fast reader only', (file) => {
  expect(agrees(readFileSync(file, 'utf8'))).toBe(true)
})
