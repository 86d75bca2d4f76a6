import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ANY_ORIGIN,
  OriginSet,
  originOfKey,
  originOfResource,
  originsOfRules,
  rulesOfOrigin,
} from '../../../src/access/model/origins.ts'
import { matchesPattern, parsePattern } from '../../../src/access/model/pattern.ts'
import { normaliseUrl } from '../../../src/access/model/url.ts'

const HOST = 'https://api.example.com/'

describe('originOfResource', () => {
  it.each([
    [HOST, HOST],
    ['https://api.example.com/v1/*', HOST],
    ['HTTPS://API.example.com:443/V1/*', HOST],
    ['https://api.example.com', HOST],
    ['https://api.example.com/x?q=1', HOST],
    ['http://a:8080/*', 'http://a:8080/'],
    ['http://a:80/*', 'http://a/'],
  ])('%s is of %s', (resource, origin) => {
    expect(originOfResource(resource)).toBe(originOfKey(origin))
    expect(originOfResource(resource)).not.toBe(ANY_ORIGIN)
  })

  it.each([
    undefined,
    null,
    '',
    '*',
    'https://*',
    'https://api.example.com*',
    'https://*.example.com/*',
    '*/x',
    5,
  ])('%s may be of any', (resource) => {
    expect(originOfResource(resource)).toBe(ANY_ORIGIN)
  })
})

const piece = fc.constantFrom(
  'https',
  'http',
  'ftp',
  'A',
  'a',
  'b',
  '.',
  ':',
  '/',
  '//',
  '://',
  '*',
  '?',
  '#',
  '443',
  'é',
)
const text = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''))
const url = fc
  .tuple(fc.constantFrom('https://a', 'http://a.b', 'HTTPS://A:443', 'ftp://b'), text)
  .map(([host, path]) => `${host}/${path}`)
const resource = fc.oneof(
  text,
  url,
  fc.tuple(url, fc.nat(12)).map(([whole, at]) => `${whole.slice(0, at)}*${whole.slice(at + 1)}`),
)

describe('rules by their origin', () => {
  it('is told from the text as from the parsed pattern, and passes over no rule that matches', () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), url, (resources, asked) => {
        const origins = originsOfRules(resources.map((one) => ({ resource: one })))
        const patterns = resources.map(parsePattern)
        expect([...origins]).toEqual(patterns.map(({ key }) => originOfKey(key)))
        const normal = normaliseUrl(asked) ?? ''
        const matching = patterns.flatMap((pattern, index) =>
          matchesPattern(pattern, normal) ? [index] : [],
        )
        const own = originOfKey(normal)
        expect(rulesOfOrigin(origins, own)).toEqual(expect.arrayContaining(matching))
        expect(new OriginSet([own]).rulesOf(origins)).toEqual(expect.arrayContaining(matching))
      }),
    )
  })
})
