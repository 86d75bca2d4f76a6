import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('docs/testing-policies.md has a row for each field of a test', () => {
  const { definitions } = JSON.parse(readFileSync('schema/policy-test.schema.json', 'utf8'))
  const fields = [
    ...Object.keys(definitions.PolicyTest.properties),
    ...Object.keys(definitions.Expectation.properties).map((name) => `expect.${name}`),
  ]
  const page = readFileSync('docs/testing-policies.md', 'utf8')
  const rows = [...page.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell)
  expect(fields.filter((field) => !rows.some((cell) => cell.includes(`\`${field}\``)))).toEqual([])
})
