/** Patterns over two letters against every text of up to seven of them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Effort } from '../../../src/access/model/effort.ts'
import {
  starCovers,
  starIntersection,
  starMatches,
  starsMeet,
  widestPatterns,
} from '../../../src/access/model/star-pattern.ts'
import { shapeText, urlShapes } from '../../../src/access/model/url-shapes.ts'
import { runs } from '../../support/suite/soak.ts'

const anyPattern = fc
  .array(fc.constantFrom('a', 'b', '*'), { maxLength: 7 })
  .map((letters) => letters.join('').replace(/\*+/g, '*'))
const TEXTS = textsUpTo(7, 'ab')

function textsUpTo(length: number, letters: string): readonly string[] {
  const texts = ['']
  for (const text of texts)
    if (text.length < length) texts.push(...[...letters].map((letter) => text + letter))
  return texts
}

/** Another matcher than the one that is tested. */
function expression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('*', '[ab]*')}$`)
}

test('a pattern lies inside a union exactly when one of them covers it alone', () => {
  // A third letter that no pattern has, and texts long enough for what such short patterns can tell apart.
  const texts = textsUpTo(6, 'abc')
  const short = fc
    .array(fc.constantFrom('a', 'b', '*'), { maxLength: 4 })
    .map((letters) => letters.join('').replace(/\*+/g, '*'))
  fc.assert(
    fc.property(short, fc.array(short, { maxLength: 4 }), (pattern, union) => {
      const isInside = texts.every(
        (text) => !starMatches(pattern, text) || union.some((other) => starMatches(other, text)),
      )
      expect(union.some((wide) => starCovers(wide, pattern))).toBe(isInside)
    }),
    { numRuns: runs(300, 20_000) },
  )
})

test('what two patterns share, as patterns: exactly the texts that both match', () => {
  fc.assert(
    fc.property(anyPattern, anyPattern, (a, b) => {
      const [left, right] = [expression(a), expression(b)]
      const shared = starIntersection(a, b, new Effort([]))
      const both = shared.map(expression)
      expect(starsMeet(a, b)).toBe(shared.length > 0)
      expect(widestPatterns(shared)).toEqual(shared)
      for (const text of TEXTS) {
        if (starMatches(a, text) !== left.test(text)) throw new Error(`${a} matches ${text}`)
        const isShared = left.test(text) && right.test(text)
        if (isShared !== both.some((one) => one.test(text))) throw new Error(`${a} ${b}: ${text}`)
      }
    }),
    { numRuns: runs(300, 20_000) },
  )
})

describe('the shapes of a pattern among URLs', () => {
  test.each<[string, readonly string[]]>([
    ['https://h/a*', ['https://h/a*']],
    ['https://*', ['https://*/*']],
    ['https://h*', ['https://h*/*']],
    ['https://*.h/a', ['https://*.h/a', 'https://*/*.h/a']],
    ['https://h:*/a', ['https://h:*/a', 'https://h:*/*/a']],
    ['*', ['*://*/*']],
    ['*b', ['*://*/*b']],
    ['*b*', ['*b*://*/*', '*://*b*/*', '*://*/*b*']],
    ['http*://h/a', ['http*://h/a', 'http*://*/*://h/a']],
    ['https://h:443/a', []],
    ['https://*:443/a', ['https://*/*:443/a']],
    ['http://h:443/a', ['http://h:443/a']],
    ['https:///a', []],
    ['https://H/a', []],
    ['h/a*', []],
    [' https://h/*', []],
    ['^https://h/*', []],
  ])('%s', (pattern, shapes) => {
    expect(urlShapes(pattern, new Effort([])).map(shapeText).sort()).toEqual([...shapes].sort())
  })
})
