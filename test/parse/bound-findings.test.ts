import { expect, test } from 'vitest'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import { parseTestFile } from '../../src/parse/parse-test-file.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const rules = '  - { permision: allow }\n'.repeat(150)

test.each([
  ['policies', parsePolicyFile('a.yaml', bytesOf(`name: a\nspec:\n  policies:\n${rules}`)), 'run lint again'],
  ['tests', parseTestFile('a.test.yaml', bytesOf(`tests:\n${rules}`)), 'run the tests again'],
])('%s: the last finding stands at the first that is left out', (_kind, { findings }, again) => {
  const lines = findings.map(({ line }) => line)
  const last = findings.at(-1)
  expect([findings.length, last?.check]).toEqual([101, 'too-many-findings'])
  expect(last).toMatchObject({ hint: `fix the first ones and ${again}`, policy: null })
  expect(last).not.toHaveProperty('about')
  expect(last?.line).toBeGreaterThanOrEqual(lines.at(-2) ?? 0)
  expect(last?.line).toBeGreaterThan(lines[0] ?? 0)
})
