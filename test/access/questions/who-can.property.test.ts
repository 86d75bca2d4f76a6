import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, policiesOf } from '../../../src/access/model/decide.ts'
import type { Region } from '../../../src/access/model/region.ts'
import { smallestEdits, withEdits } from '../../../src/access/questions/smallest-edits.ts'
import { whoCan } from '../../../src/access/questions/who-can.ts'
import { boundTo, contains, routeName, urlMatches, verdict } from '../oracle.ts'
import { REQUESTS, sides } from '../world.ts'

test('who-can: every request that gets through lies in exactly one grant, no other in any', () => {
  const methods = fc.constantFrom('*', 'POST', 'PROPFIND')
  const patterns = fc.constantFrom('*', 'https://h/*', 'https://h/a*', 'https://h/a')
  fc.assert(
    fc.property(sides(), methods, patterns, ([side], method, pattern) => {
      const grants = whoCan({ method, pattern }, side)
      const asked = REQUESTS.filter(({ url }) => urlMatches(pattern, url)).filter(
        (request) => method === '*' || request.method === method,
      )
      for (const agent of side.bindings.keys())
        for (const request of asked) {
          const { vote, route } = verdict(request, boundTo(side, agent), 'deny')
          const holding = grants.filter(
            (grant) => grant.agents.includes(agent) && contains(grant as unknown as Region, request),
          )
          const isRight =
            vote === 'deny'
              ? holding.length === 0
              : holding.length === 1 &&
                holding.every((grant) => grant.decision === vote && routeName(grant.route) === route)
          if (!isRight) throw new Error(JSON.stringify({ agent, request, vote, holding }, null, 1))
        }
    }),
    { numRuns: 150 },
  )
})

test('smallest edits: each edit does turn the decision, and there is one for each other decision', () => {
  fc.assert(
    fc.property(sides({ globs: true }), fc.constantFrom(...REQUESTS), ([side], request) => {
      for (const agent of [...side.bindings.keys(), 'default/nobody']) {
        const bound = policiesOf(side, agent)
        const found = smallestEdits(request, bound)
        expect(found).toHaveLength(2)
        for (const { decision, edits } of found) {
          expect(edits.length).toBeGreaterThan(0)
          expect(decide(request, withEdits(bound, edits)).decision).toBe(decision)
        }
      }
    }),
    { numRuns: 400 },
  )
})
