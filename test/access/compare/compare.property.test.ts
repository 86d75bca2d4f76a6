import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import type { Request } from '../../../src/policy/request.ts'
import { runs } from '../../support/suite/soak.ts'
import { boundTo, contains, isChange, verdict } from '../oracle.ts'
import { says, subjects } from '../subjects.ts'
import { REQUESTS, sides } from '../world.ts'

type Sides = readonly [AccessSide, AccessSide]

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

const HEIGHT: Readonly<Record<string, number>> = { deny: 0, none: 1, approval_required: 1, allow: 2 }

/** Whether an outcome goes the way of another, or neither way. */
function goesAlong([from, to]: readonly [string, string], [old, now]: readonly [string, string]): boolean {
  const rise = (a: string, b: string): number => Math.sign((HEIGHT[b] ?? 0) - (HEIGHT[a] ?? 0))
  return from !== to && rise(from, to) !== -rise(old, now)
}

/** Policies of an agent whose own vote on the request goes the way of its decision. */
function behind(request: Request, agent: string, [before, after]: Sides): readonly string[] {
  const bound = [boundTo(before, agent), boundTo(after, agent)] as const
  const decided = bound.map((specs) => verdict(request, specs, 'deny').vote) as [string, string]
  if (decided[0] === decided[1]) return []
  const names = [...new Set(bound.flat().map(([name]) => name))]
  return names.filter((name) => {
    const own = bound.map((specs) => specs.filter(([of]) => of === name))
    const votes = own.map((specs) => verdict(request, specs, 'none').vote) as [string, string]
    return goesAlong(votes, decided)
  })
}

test('a policy whose own vote goes the way of a changed request is among those behind its region', () => {
  let seen = 0
  const check = (both: Sides): void => {
    for (const { agent, regions } of subjects(...both).filter((subject) => subject.agent !== null))
      for (const request of REQUESTS) {
        const missing = behind(request, agent ?? '', both).filter((name) => {
          seen += 1
          return !regions.some((region) => contains(region, request) && region.policies.includes(name))
        })
        if (missing.length > 0) throw new Error(JSON.stringify({ request, missing, regions }, null, 1))
      }
  }
  fc.assert(fc.property(sides(), check), { numRuns: RUNS })
  expect(seen).toBeGreaterThan(RUNS)
})
