import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePattern, patternText } from '../../src/access/model/pattern.ts'
import { normaliseUrl } from '../../src/access/model/url.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { runs } from '../support/suite/soak.ts'
import { contains, isChange } from './oracle.ts'
import { says, subjects } from './subjects.ts'
import { REQUESTS, sides } from './world.ts'

const RUNS = runs(120, 5_000)

test('with a * before the end: every witness lies in its region and flips as the region says', () => {
  fc.assert(
    fc.property(sides({ globs: true }), ([before, after]) => {
      for (const { regions, judge } of subjects(before, after))
        for (const region of regions) {
          expect(contains(region, region.witness)).toBe(true)
          expect(says(region, judge(region.witness))).toBe(true)
        }
    }),
    { numRuns: RUNS },
  )
})

test('with a * before the end: a request lies in one region exactly where its decision or route changed', () => {
  let changed = 0
  fc.assert(
    fc.property(sides({ globs: true }), ([before, after]) => {
      for (const { regions, judge } of subjects(before, after))
        for (const request of REQUESTS) {
          const judged = judge(request)
          const holding = regions.filter((region) => contains(region, request))
          const isRight = isChange(...judged)
            ? holding.length === 1 && holding.every((region) => says(region, judged))
            : holding.length === 0
          if (!isRight) throw new Error(JSON.stringify({ request, judged, holding }, null, 1))
          changed += holding.length
        }
    }),
    { numRuns: RUNS },
  )
  // Requests of changed regions: the property is not held by nothing.
  expect(changed).toBeGreaterThan(50)
})

/** Up to four `*` anywhere, scheme, host and port included, over so few letters that they meet all the time. */
const anyPattern: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('https://', 'https://', 'https://', 'http*://', '*://', '*'),
    fc.array(fc.constantFrom('h', '.', '*', 'a'), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', ':443', ':8', ':*'),
    fc.array(fc.constantFrom('a', 'b', '/', '*', '*'), { maxLength: 6 }),
  )
  .map(([scheme, host, port, path]) =>
    `${scheme}${host.join('')}${port}/${path.join('')}`.replace(/\*+/g, '*'),
  )
  .filter((pattern) => parsePattern(pattern).key !== '' || pattern.includes('*'))

const HOSTS = ['h', 'a', 'hh', 'h.h', 'x.h', 'ah', 'h:8', 'a:80', 'x']
const PATHS = [
  '',
  'a',
  'b',
  'ab',
  'ba',
  'a/',
  'a/b',
  'b/a',
  'aa',
  'a/a/b',
  'ab/ab',
  'x',
  'a/x/b',
  'h/a',
  '.h/a',
  'h:443/a',
]
const URLS = ['https', 'http', 'httpx', 'ftp']
  .flatMap((scheme) => HOSTS.flatMap((host) => PATHS.map((path) => `${scheme}://${host}/${path}`)))
  .filter((url) => normaliseUrl(url) === url)

const anyRules = fc.array(
  fc.record({
    permission: fc.constantFrom(
      'allow' as const,
      'allow' as const,
      'deny' as const,
      'approval_required' as const,
    ),
    resource: anyPattern.map((pattern) => patternText(parsePattern(pattern))),
    tags: fc.constantFrom<string[]>([], [], ['s']),
  }),
  { minLength: 1, maxLength: 6 },
)

test('patterns with several *: exactly the requests that changed, one region each', () => {
  let changed = 0
  const requests = URLS.flatMap((url) =>
    [[], ['s']].map((tags) => ({ method: 'GET', url, tags, tool: null, capability: null })),
  )
  fc.assert(
    fc.property(anyRules, anyRules, fc.boolean(), (first, second, isBound) => {
      const bindings = new Map(isBound ? [['default/a', ['p', 'q']]] : [])
      const q: Spec = { policies: second.slice(0, 2) }
      const before = {
        policies: new Map([
          ['p', { policies: first }],
          ['q', q],
        ]),
        bindings,
      }
      const after = {
        policies: new Map([
          ['p', { policies: second }],
          ['q', q],
        ]),
        bindings,
      }
      for (const { regions, judge } of subjects(before, after)) {
        for (const region of regions) {
          expect(contains(region, region.witness)).toBe(true)
          expect(says(region, judge(region.witness))).toBe(true)
        }
        for (const request of requests) {
          const judged = judge(request)
          const holding = regions.filter((region) => contains(region, request))
          const isRight = isChange(...judged)
            ? holding.length === 1 && holding.every((region) => says(region, judged))
            : holding.length === 0
          if (!isRight) throw new Error(JSON.stringify({ request, judged, holding }, null, 1))
          changed += holding.length
        }
      }
    }),
    { numRuns: runs(30, 2_000) },
  )
  expect(changed).toBeGreaterThan(50)
})
