import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessSide } from '../../src/access/access-side.ts'
import { compareAccess } from '../../src/access/compare.ts'
import { directionOf } from '../../src/access/direction.ts'
import type { Region } from '../../src/access/region.ts'
import type { Rule, Spec } from '../../src/policy/policy.ts'
import { anyRule, sides, spec } from './world.ts'

const OPPOSITE = {
  wider: 'narrower',
  narrower: 'wider',
  mixed: 'mixed',
  rerouted: 'rerouted',
  same: 'same',
} as const
const RUNS = 300

function withRule(side: AccessSide, name: string, rule: Rule): AccessSide {
  const old = side.policies.get(name)
  const next: Spec = { ...old, policies: [...(old?.policies ?? []), rule] }
  return { ...side, policies: new Map([...side.policies, [name, next]]) }
}

function directions(before: AccessSide, after: AccessSide): readonly string[] {
  return compareAccess(before, after).map(({ direction }) => direction)
}

test('a side compared with itself: nothing', () => {
  fc.assert(
    fc.property(sides({ globs: true }), ([side]) => {
      expect(compareAccess(side, structuredClone(side))).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('sides swapped: the same regions, directions turned round', () => {
  const turned = ({ witness: _witness, policies: _policies, ...region }: Region): string =>
    JSON.stringify({
      ...region,
      before: region.after,
      after: region.before,
      direction: OPPOSITE[region.direction],
      routeBefore: region.routeAfter,
      routeAfter: region.routeBefore,
    })
  const plain = ({ witness: _witness, policies: _policies, ...region }: Region): string =>
    JSON.stringify(region)
  const extents = (regions: readonly Region[]): string[] =>
    [...new Set(regions.map(({ resource }) => resource))].sort()
  fc.assert(
    fc.property(sides(), ([before, after]) => {
      const forth = compareAccess(before, after)
      const back = compareAccess(after, before)
      // Tags may be split in another order; where nothing is split, the regions are the same ones.
      const isWhole = (region: Region): boolean =>
        region.withTags.length +
          region.withoutTags.length +
          region.tools.length +
          region.exceptTools.length ===
        0
      if ([...forth, ...back].every(isWhole)) expect(back.map(turned).sort()).toEqual(forth.map(plain).sort())
      expect(extents(back)).toEqual(extents(forth))
      expect(new Set(back.map(({ direction }) => OPPOSITE[direction]))).toEqual(
        new Set(forth.map(({ direction }) => direction)),
      )
    }),
    { numRuns: RUNS },
  )
})

test('the order and the duplicates of rules never matter', () => {
  fc.assert(
    fc.property(spec({ globs: true }), fc.func(fc.integer()), (one, rank) => {
      const shuffled = [...one.policies, ...one.policies.slice(0, 2)].sort((a, b) => rank(a) - rank(b))
      expect(directionOf(one, { ...one, policies: shuffled })).toBe('same')
    }),
    { numRuns: RUNS },
  )
})

test('adding a deny never widens, adding an allow never narrows', () => {
  fc.assert(
    fc.property(sides({ globs: true }), anyRule, fc.constantFrom('p', 'q'), ([side], rule, name) => {
      const denied = directions(side, withRule(side, name, { ...rule, permission: 'deny' }))
      expect(denied.filter((direction) => direction !== 'narrower')).toEqual([])
      const allowed = directions(side, withRule(side, name, { ...rule, permission: 'allow' }))
      expect(allowed.filter((direction) => direction !== 'wider')).toEqual([])
    }),
    { numRuns: RUNS },
  )
})

test('the direction of a policy is that of the way back, turned round', () => {
  fc.assert(
    fc.property(fc.option(spec()), fc.option(spec()), (a, b) => {
      expect(directionOf(b, a)).toBe(OPPOSITE[directionOf(a, b)])
    }),
    { numRuns: RUNS },
  )
})
