import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { runs } from '../support/soak.ts'
import { contains, isChange } from './oracle.ts'
import { says, subjects } from './subjects.ts'
import { REQUESTS, sides } from './world.ts'

const RUNS = runs(80, 5_000)

test('every witness lies in its region and flips as the region says', () => {
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

test('with a * before the end: no change goes unseen, and what is called exact is exact', () => {
  let inexact = 0
  fc.assert(
    fc.property(sides({ globs: true }), ([before, after]) => {
      for (const { regions, judge } of subjects(before, after)) {
        inexact += regions.filter((region) => !region.exact).length
        for (const request of REQUESTS) {
          const judged = judge(request)
          const holding = regions.filter((region) => contains(region, request))
          const isSeen = !isChange(...judged) || holding.some((region) => says(region, judged))
          const isRight = holding.every((region) => !region.exact || says(region, judged))
          if (!isSeen || !isRight) throw new Error(JSON.stringify({ request, judged, holding }, null, 1))
        }
      }
    }),
    { numRuns: RUNS },
  )
  expect(inexact).toBeGreaterThan(50)
})

test('two agents whose regions are worded alike and are not: each has a witness of its own', () => {
  const asked: Spec = {
    policies: [{ permission: 'approval_required' }, { permission: 'allow' }],
    approvals: [{ name: 'r', resource: 'https://h/*/*', approvers: { groups: ['g'] } }],
  }
  const open: Spec = {
    policies: [{ permission: 'deny', resource: 'https://*.h/*' }, { permission: 'allow' }],
  }
  const policies = new Map([
    ['p', asked],
    ['q', open],
  ])
  const before = { policies, bindings: new Map([['default/b', ['q']]]) }
  const after = {
    policies,
    bindings: new Map([
      ['default/a', ['p']],
      ['default/b', ['p']],
    ]),
  }
  for (const { regions, judge } of subjects(before, after))
    for (const region of regions) expect(says(region, judge(region.witness))).toBe(true)
})
