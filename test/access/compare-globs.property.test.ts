import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { contains, isChange } from './oracle.ts'
import { says, subjects } from './subjects.ts'
import { REQUESTS, sides } from './world.ts'

// Long on a machine that is busy with other things, never short of an answer.
vi.setConfig({ testTimeout: 600_000 })

const RUNS = Number(process.env.PROPERTY_RUNS ?? 80)

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
