import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonLine, jsonText } from '../../src/media/json-text.ts'
import { unprintable } from '../support/output/unprintable.ts'

test('whatever the value is: the same value for a program, nothing unprintable for a terminal', () => {
  const anything = fc.anything({
    key: fc.string({ unit: 'binary' }),
    values: [fc.string({ unit: 'binary' }), fc.boolean(), fc.integer(), fc.constant(null)],
  })
  fc.assert(
    fc.property(fc.record({ anything }), (value) => {
      for (const text of [jsonText(value), jsonLine(value)]) {
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(unprintable(text)).toEqual([])
      }
      expect(jsonLine(value).indexOf('\n')).toBe(jsonLine(value).length - 1)
    }),
  )
})

test.each([
  ['\u009b31m', '"\\u009b31m"'],
  ['\u202e', '"\\u202e"'],
  ['\u{e0041}', '"\\udb40\\udc41"'],
  ['é 😀', '"é 😀"'],
  ['a\nb', '"a\\nb"'],
])('%j', (text, json) => {
  expect(jsonLine(text)).toBe(`${json}\n`)
})
