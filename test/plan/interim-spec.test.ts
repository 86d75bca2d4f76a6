import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DENY_NOTHING, interimSpec } from '../../src/plan/interim-spec.ts'
import { canonicalSpec, isSameSpec } from '../../src/policy/canonical.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { anySpec, route, spec, withRoutes } from '../support/builders/specs.ts'
import { isAtMost } from '../support/reliability/monitor.ts'

const X = 'https://a.example/x/*'
const Y = 'https://a.example/y/*'
const asks = spec(`ask ${X}`)
const r = route('r')

describe('two versions → what stands between them', () => {
  test.each<[string, Spec | null, Spec | null, Spec | null]>([
    ['denies of both', spec(`deny ${X}`), spec(`deny ${Y}`), spec(`deny ${Y}`, `deny ${X}`)],
    ['allows present in both', spec(`allow ${X}`, `allow ${Y}`), spec(`allow ${X}`), spec(`allow ${X}`)],
    ['allows with nothing in common', spec(`allow ${X}`), spec(`allow ${Y}`), DENY_NOTHING],
    ['an approval that was an allow', spec(`allow ${X}`), asks, asks],
    ['an approval that was nothing', spec(`allow ${Y}`), asks, spec(`deny ${X}`)],
    [
      'methods in another order and case',
      spec(`allow GET,POST ${X}`),
      spec(`allow post,get ${X}`),
      spec(`allow post,get ${X}`),
    ],
    ['the routes of the side that asks', withRoutes(asks, r), spec(`allow ${X}`), withRoutes(asks, r)],
    ['equal routes', withRoutes(asks, r), withRoutes(spec(`ask ${X}`, `allow ${Y}`), r), withRoutes(asks, r)],
    ['routes that differ', withRoutes(asks, r), withRoutes(asks, route('s')), spec(`deny ${X}`)],
    ['routes are gained', asks, withRoutes(asks, r), spec(`deny ${X}`)],
    ['a create of allows', null, spec(`allow ${X}`), null],
    ['a create that asks', null, withRoutes(asks, r), spec(`deny ${X}`)],
    ['a delete that asks', asks, null, spec(`deny ${X}`)],
    ['a delete of allows', spec(`allow ${X}`), null, null],
    ['no change', withRoutes(asks, r), withRoutes(asks, r), withRoutes(asks, r)],
  ])('%s', (_what, before, after, expected) => {
    const actual = interimSpec(before, after)
    expect(actual && canonicalSpec(actual)).toEqual(expected && canonicalSpec(expected))
  })
})

const version = fc.option(anySpec)

test('votes no more than either version, on every request', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      const between = interimSpec(before, after) ?? undefined
      expect(isAtMost(between, before ?? undefined)).toBe(true)
      expect(isAtMost(between, after ?? undefined)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('is the same in both directions, and finds itself', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      expect(isSameSpec(interimSpec(before, after), interimSpec(after, before))).toBe(true)
      const between = interimSpec(before, after)
      if (between !== null && !isSameSpec(between, DENY_NOTHING)) {
        expect(isAtMost(interimSpec(between, after) ?? undefined, after ?? undefined)).toBe(true)
      }
    }),
  )
})
