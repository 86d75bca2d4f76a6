import { expect, test } from 'vitest'
import { knownKey } from '../../src/parse/known-words.ts'
import { fieldsOf, LEVELS } from '../../src/policy/fields.ts'

const KEYS = [...new Set(LEVELS.flatMap((level) => fieldsOf(level).map(({ key }) => key)))]

test.each(KEYS)('%s is a known key where a colon and a blank follow', (key) => {
  const ends = [': x', ':\n', ':', ':x', 'x: x', ' : x', '']
  expect(ends.map((end) => knownKey(`- ${key}${end}`, 2))).toEqual([key, key, null, null, null, null, null])
})

test('a key is looked for at its place only: a file of many lines and no colon is not read to its end for each', () => {
  const seen: number[] = []
  const text = new Proxy(Object(`${'- t\n'.repeat(10_000)}: `), {
    get: (target, name) =>
      name === 'charCodeAt'
        ? (at: number) => {
            seen.push(at)
            return target.charCodeAt(at)
          }
        : target[name],
  })
  expect(knownKey(text, 2)).toBeNull()
  expect(Math.max(...seen)).toBeLessThan(40)
})
