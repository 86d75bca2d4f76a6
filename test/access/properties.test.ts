import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import { directionOf } from '../../src/access/compare/direction.ts'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import type { Region } from '../../src/access/model/region.ts'
import type { Rule, Spec } from '../../src/policy/policy.ts'
import { contains } from './oracle.ts'
import { anyRule, REQUESTS, sides, spec } from './world.ts'

const OPPOSITE = {
  wider: 'narrower',
  narrower: 'wider',
  mixed: 'mixed',
  rerouted: 'rerouted',
  same: 'same',
} as const
const RUNS = 150

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

test('sides swapped: every request turned round', () => {
  const said = (region: Region | undefined, isBack: boolean): string => {
    if (region === undefined) return 'same'
    const { before, after, routeBefore, routeAfter, direction } = region
    return JSON.stringify(
      isBack
        ? [after, before, routeAfter, routeBefore, OPPOSITE[direction]]
        : [before, after, routeBefore, routeAfter, direction],
    )
  }
  fc.assert(
    fc.property(sides(), ([before, after]) => {
      const [forth, back] = [compareAccess(before, after), compareAccess(after, before)]
      for (const agent of new Set([...before.bindings.keys(), ...after.bindings.keys()])) {
        const [there, here] = [forth, back].map((regions) =>
          regions.filter(({ agents }) => agents.includes(agent)),
        )
        for (const request of REQUESTS) {
          const of = (regions: readonly Region[] = []): Region | undefined =>
            regions.find((region) => contains(region, request))
          if (said(of(there), false) !== said(of(here), true))
            throw new Error(JSON.stringify({ agent, request }))
        }
      }
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
