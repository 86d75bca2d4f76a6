import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../support/soak.ts'
import { contains, isChange } from './oracle.ts'
import { says, subjects } from './subjects.ts'
import { REQUESTS, sides } from './world.ts'

const RUNS = runs(500, 10_000)

test('every changed request lies in exactly one region, with what happened to it; no other lies in any', () => {
  let changed = 0
  fc.assert(
    fc.property(sides(), ([before, after]) => {
      for (const { regions, judge } of subjects(before, after))
        for (const request of REQUESTS) {
          const judged = judge(request)
          const holding = regions.filter((region) => contains(region, request))
          if (isChange(...judged)) changed += 1
          const isRight = isChange(...judged)
            ? holding.length === 1 && holding.every((region) => region.exact && says(region, judged))
            : holding.length === 0
          if (!isRight) throw new Error(JSON.stringify({ request, judged, holding }, null, 1))
        }
    }),
    { numRuns: RUNS },
  )
  expect(changed).toBeGreaterThan(RUNS)
})
