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
