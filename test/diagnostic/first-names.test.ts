import { expect, test } from 'vitest'
import { firstNames } from '../../src/diagnostic/first-names.ts'

test.each<[readonly string[], number, string]>([
  [[], 2, ''],
  [['a'], 2, 'a'],
  [['a', 'b'], 2, 'a, b'],
  [['a', 'b', 'c', 'd'], 2, 'a, b and 2 more'],
])('firstNames: %j, %i → %s', (names, most, text) => {
  expect(firstNames(names, most)).toBe(text)
})
