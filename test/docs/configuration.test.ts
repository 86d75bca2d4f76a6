import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { GUARDS } from '../../src/plan/plan.ts'

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>
  readonly definitions: Readonly<Record<string, Schema>>
}

const { properties, definitions } = JSON.parse(readFileSync('schema/config.schema.json', 'utf8')) as Schema
const page = readFileSync('docs/configuration.md', 'utf8')
const [table = ''] = page.slice(page.indexOf('| setting |')).split('\n\n')
const ROWS = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name.replace(/\.<\w+>/g, ''))

test('docs/configuration.md has a row for each setting, and no other', () => {
  expect(new Set(ROWS.map((row) => row.split('.')[0]))).toEqual(new Set(Object.keys(properties)))
})

test.each<readonly [string, Schema | undefined]>([
  ['safety', definitions.Safety],
  ['targets', definitions.Target],
  ...['evidence', 'ledger', 'coverage', 'tighten'].map((name) => [name, properties[name]] as const),
])('and a row for each setting of %s', (name, schema) => {
  // `targets` inside of safety says for whom it is, and is told in the text.
  const settings = Object.keys(schema?.properties ?? {}).filter((key) => key !== 'targets')
  expect(settings).not.toEqual([])
  const rows = ROWS.filter((row) => row.startsWith(`${name}.`)).map((row) => row.split('.')[1])
  expect(new Set(rows)).toEqual(new Set(settings))
})

test('and a row for each guard, in the order of the plan', () => {
  const [guards = ''] = page.slice(page.indexOf('| guard |')).split('\n\n')
  expect([...guards.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)).toEqual([...GUARDS])
})
