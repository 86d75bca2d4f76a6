/** Against all ways in which people may approve: each group gives its yes or not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMorePermissive, isNoLess } from '../../../src/access/model/approval-order.ts'
import type { RouteTaken } from '../../../src/access/model/region.ts'

const GROUPS = ['a', 'b', 'c']

function route(groups: readonly string[], match: 'any' | 'all', duration: string | null = '4h'): RouteTaken {
  return { policy: 'p', route: 0, name: 'r', approvers: { groups, match }, duration, delivery: null }
}

const anyRoute = fc.tuple(
  fc.subarray(GROUPS, { minLength: 1 }),
  fc.constantFrom('any' as const, 'all' as const),
)

test('an approval is no less exactly where every set of yeses that passes it passes the other', () => {
  const yeses = Array.from({ length: 8 }, (_, bits) =>
    GROUPS.filter((_group, index) => ((bits >> index) & 1) === 1),
  )
  const passes = ([groups, match]: readonly [string[], 'any' | 'all'], given: readonly string[]): boolean =>
    match === 'all'
      ? groups.every((group) => given.includes(group))
      : groups.some((group) => given.includes(group))
  fc.assert(
    fc.property(anyRoute, anyRoute, (strict, loose) => {
      const isImplied = yeses.every((given) => !passes(strict, given) || passes(loose, given))
      expect(isNoLess(route(...strict), route(...loose))).toBe(isImplied)
    }),
  )
})

test.each<[string | null, string | null, boolean]>([
  ['4h', '4h', true],
  ['30m', '4h', true],
  ['240m', '4h0m0s', true],
  ['.5h', '30m', true],
  ['5h', '4h', false],
  [null, null, true],
  [null, '4h', false],
  ['4h', null, false],
  ['soon', 'soon', true],
  ['soon', '4h', false],
])('%s is no longer than %s: %s', (strict, loose, isNoLonger) => {
  expect(isNoLess(route(['a'], 'any', strict), route(['a'], 'any', loose))).toBe(isNoLonger)
})

test('an approval without a route, or without groups, is no less than its like alone', () => {
  const named = route(['a'], 'any')
  const nobody = route([], 'any')
  expect([isNoLess(null, null), isNoLess(named, null), isNoLess(null, named)]).toEqual([true, false, false])
  expect([isNoLess(nobody, nobody), isNoLess(named, nobody), isNoLess(nobody, named)]).toEqual([
    true,
    false,
    false,
  ])
})

test('votes: deny, approval, allow', () => {
  const votes = ['deny', 'approval_required', 'allow'] as const
  const rows = votes.map((one) =>
    votes.map((other) => isMorePermissive({ vote: one, route: null }, { vote: other, route: null })),
  )
  expect(rows).toEqual([
    [false, false, false],
    [true, false, false],
    [true, true, false],
  ])
})
