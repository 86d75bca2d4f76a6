import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('docs/adopting.md says of each reason what to do', () => {
  const schema = JSON.parse(readFileSync('schema/adopt.schema.json', 'utf8'))
  const reasons: readonly string[] = schema.definitions.NotAdopted.properties.reason.enum
  const [, table = ''] = readFileSync('docs/adopting.md', 'utf8').split('## What is left')
  const told = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason)
  expect(told.toSorted()).toEqual([...reasons].sort())
})
