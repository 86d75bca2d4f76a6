/** bench/ledger.mjs calls what it measures by name: it has to go on running when names change. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the bench of ledgers runs, and counts the talks of a partial clone', () => {
  const env = { ...process.env, POLICIES: '12', NO_COLOR: '1' }
  const table = execFileSync(process.execPath, ['bench/ledger.mjs'], { env, encoding: 'utf8', stdio: 'pipe' })
  const [head = [], row = []] = table
    .split('\n')
    .filter((line) => line.startsWith('│'))
    .map((line) => line.split('│').map((cell) => cell.trim()))
  const cell = (name: string): string | undefined => row[head.indexOf(name)]
  expect([cell('policies'), cell('connections')]).toEqual(['12', '3'])
})
