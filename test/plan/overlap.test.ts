import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesPattern, parsePattern } from '../../src/access/model/pattern.ts'
import { overlapCover, overlapping } from '../../src/plan/overlap.ts'
import { rule } from '../support/builders/specs.ts'

describe('two rules of two policies → whether a request may match both', () => {
  test.each<[string, string, boolean]>([
    ['allow https://a.example/*', 'allow https://a.example/x', true],
    ['allow https://a.example/x/*', 'allow https://a.example/y/*', false],
    ['allow https://a.example/*', 'allow https://b.example/*', false],
    ['allow https://A.example:443/*', 'allow https://a.example/x', true],
    ['allow https://a.example', 'allow https://a.example/*', true],
    ['allow https://a.example*', 'allow https://a.example.org/*', true],
    ['allow https://a.exa*', 'allow https://b.example/*', true],
    ['allow https://*.example/x', 'allow https://b.example/*', true],
    ['allow https://a.example/x?q=1', 'allow https://a.example/x', true],
    ['allow https://user@a.example/*', 'allow https://a.example/*', true],
    ['allow http://a.example/*', 'allow https://a.example/*', false],
    ['allow https://a.example:444/*', 'allow https://a.example/*', false],
    ['allow https://a.example:/*', 'allow https://a.example/*', true],
    ['allow GET https://a.example/*', 'deny POST https://a.example/*', false],
    ['allow get https://a.example/*', 'deny GET,POST https://a.example/*', true],
    ['allow GET https://a.example/*', 'deny * https://a.example/*', true],
    ['allow GET https://a.example/*', 'deny https://a.example/*', true],
    ['allow https://a.example/1', 'allow https://a.example/10', false],
    ['allow https://a.example/1', 'allow https://a.example/1*', true],
    ['allow https://a.example/x/*/read', 'deny https://a.example/x/*/write', false],
    ['allow https://a.example/x/*/read', 'deny https://a.example/x/1/*', true],
    ['allow https://a.example/x/*/read', 'deny https://a.example/x/1/write', false],
    ['allow https://a.example/x/*/read', 'deny https://a.example/x/*/write?a=1', true],
    ['allow https://a.example/x/*/read #money', 'deny https://a.example/x/*/write', true],
    ['allow https://a.example/* #money', 'allow https://b.example/*', true],
    ['allow', 'allow https://b.example/*', true],
  ])('%s, %s → %s', (a, b, expected) => {
    const touching = [
      { policy: 'p', touched: [rule(a)] },
      { policy: 'q', touched: [rule(b)] },
    ]
    expect([...overlapping(touching)].sort()).toEqual(expected ? ['p', 'q'] : [])
    expect([...overlapping(touching.toReversed())].sort()).toEqual(expected ? ['p', 'q'] : [])
  })
})

test('whatever two patterns behind a whole host both match, is an overlap', () => {
  const piece = fc.constantFrom('a', 'b', '*', '/', '?')
  const path = fc.array(piece, { maxLength: 6 }).map((pieces) => `https://h/${pieces.join('')}`)
  const text = fc
    .array(fc.constantFrom('a', 'b', '/'), { maxLength: 6 })
    .map((all) => `https://h/${all.join('')}`)
  fc.assert(
    fc.property(path, path, fc.array(text, { minLength: 20, maxLength: 40 }), (one, other, urls) => {
      const both = urls.some((url) =>
        [one, other].every((resource) => matchesPattern(parsePattern(resource), url)),
      )
      const [p, q] = [one, other].map((resource) => ({ permission: 'allow' as const, resource }))
      if (p === undefined || q === undefined || !both) return
      const touching = [
        { policy: 'p', touched: [p] },
        { policy: 'q', touched: [q] },
      ]
      expect(overlapping(touching).size).toBe(2)
    }),
    { numRuns: 500 },
  )
})

test('a policy does not overlap with itself', () => {
  expect(overlapping([{ policy: 'p', touched: [rule('allow'), rule('deny')] }]).size).toBe(0)
})

test('thousands take moments, also when all touch the same', () => {
  const all = (of: (index: number) => string) =>
    Array.from({ length: 10_000 }, (_, index) => ({ policy: `p${index}`, touched: [rule(of(index))] }))
  const started = performance.now()
  expect(overlapping(all((index) => `allow https://a.example/${index}/*`)).size).toBe(0)
  expect(overlapping(all((index) => `allow M${index} https://a.example/*`)).size).toBe(10_000)
  expect(performance.now() - started).toBeLessThan(8000)
})

test.each([
  ['few selectors: all but one of those that overlap are covered', 2, 1],
  ['at the limit of 2,000 selectors still', 1000, 1],
  ['beyond it: all that overlap, since the choice would cost too much', 1001, 2],
])('%s', (_what, rules, covered) => {
  const touched = Array.from({ length: rules }, (_, index) => rule(`allow https://a.example/${index}`))
  const apart = { policy: 'r', touched: [rule('allow https://b.example/')] }
  const cover = overlapCover([{ policy: 'p', touched }, { policy: 'q', touched }, apart])
  expect([...cover].sort()).toEqual(['p', 'q'].slice(2 - covered))
})
