import { expect, test } from 'vitest'
import { coveringOf, mayMeet } from '../../../src/access/compare/covering.ts'
import { selectorOf } from '../../../src/access/model/reading.ts'
import { rule } from '../../support/builders/specs.ts'

const of = (text: string) => selectorOf(rule(`allow ${text}`.trim()))

test.each<[string, string, readonly string[], readonly number[] | null]>([
  ['everything', 'GET https://h/a', [''], [0]],
  ['a prefix', 'https://h/a*', ['https://h/*'], [0]],
  ['itself', 'GET https://h/a #t', ['GET https://h/a #t'], [0]],
  ['not by a narrower one', 'https://h/*', ['https://h/a*'], null],
  ['not by a prefix for an exact one of the same text', 'https://h/a*', ['https://h/a'], null],
  ['an exact one by a prefix of the same text', 'https://h/a', ['https://h/a*'], [0]],
  ['the first of two', 'https://h/a', ['https://h/*', ''], [0]],
  ['methods', 'GET https://h/a', ['GET,POST https://h/*'], [0]],
  ['not by other methods', 'GET https://h/a', ['POST https://h/*'], null],
  ['methods together', 'GET,POST https://h/a', ['GET https://h/*', 'POST'], [0, 1]],
  [
    'not every method, even by all that have a name',
    'https://h/a',
    ['GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS,TRACE,CONNECT https://h/*'],
    null,
  ],
  ['tags by none', 'https://h/a #t', ['https://h/*'], [0]],
  ['none by no tag', 'https://h/a', ['https://h/* #t'], null],
  ['tags by more of them', 'https://h/a #t', ['https://h/* #s #t'], [0]],
  ['not by fewer', 'https://h/a #s #t', ['https://h/* #s'], null],
  ['tags together', 'https://h/a #s #t', ['https://h/* #s', 'https://h/a* #t'], [0, 1]],
  [
    'as few as are needed',
    'GET,POST,PUT https://h/a',
    ['GET https://h/*', 'GET,POST https://h/*', 'PUT https://h/*', 'POST'],
    [1, 2],
  ],
  ['not by a * before the end that may be a letter', 'https://x.h/a', ['https://*.h/a'], null],
  [
    'by a * before the end, whether it is a wildcard or a letter',
    'https://h/*/a/b*',
    ['https://h/*/a/*'],
    [0],
  ],
  ['not by what a letter would cover and a wildcard does not', 'https://h/*/a', ['https://h/*/*/a'], null],
  ['the same * before the end', 'GET https://*.h/a', ['https://*.h/a'], [0]],
  ['a * before the end by a prefix', 'https://h/*/a', ['https://h/*'], [0]],
  ['the case of a method means nothing', 'get https://h/a', ['GET https://h/a'], [0]],
])('covering: %s', (_name, narrow, covers, expected) => {
  const given = covers.map((text, index) => ({ index, selector: of(text) }))
  expect(coveringOf(of(narrow), given)).toEqual(expected)
})

test.each([
  ['https://h/*', 'https://h/a', true],
  ['https://h/a', 'https://h/*', true],
  ['https://h/a*', 'https://h/b*', false],
  ['https://h/a', 'https://h/a', true],
  ['https://h/a', 'https://h/b', false],
  ['https://h/*/x', 'https://h/a*', true],
  ['https://h/*/x', 'https://h/*/y', false],
  ['https://h/*/x*', 'https://h/*/y*', true],
])('%s and %s may meet: %s', (a, b, expected) => {
  expect([mayMeet(of(a), of(b)), mayMeet(of(b), of(a))]).toEqual([expected, expected])
})
