import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlainYaml } from '../../src/parse/read-plain-yaml.ts'
import { readYaml } from '../../src/parse/read-yaml.ts'
import { runs } from '../support/soak.ts'
import { heaps, layouts, mutants } from './policy-texts.ts'

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

test.each([
  'policyctl.yaml',
  'policies/payments.test.yaml',
  'policies/workspace.test.yaml',
  'policies/payments.yaml',
])('%s needs the fast reader only', (file) => {
  expect(agrees(readFileSync(file, 'utf8'))).toBe(true)
})
