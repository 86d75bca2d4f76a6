/** The map of test/support leads somewhere. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SUPPORT = 'test/support'

test('every file that the map of the tests names is there', () => {
  const map = readFileSync(join(SUPPORT, 'README.md'), 'utf8')
  const named = [...map.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((path) => !existsSync(join(SUPPORT, path)))).toEqual([])
})
