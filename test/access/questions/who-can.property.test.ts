import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessSide } from '../../../src/access/model/access-side.ts'
import { type BoundPolicy, decide, policiesOf } from '../../../src/access/model/decide.ts'
import type { Region } from '../../../src/access/model/region.ts'
import { withRulesElsewhere } from '../../../src/access/questions/rules-elsewhere.ts'
import { smallestEdits, withEdits } from '../../../src/access/questions/smallest-edits.ts'
import { type Grant, whoCan } from '../../../src/access/questions/who-can.ts'
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

/** The world's URLs and methods with each set of tags, tool and capability: two rules of one grant may differ in one of them alone. */
const EVERY = [[], ['s'], ['t'], ['u'], ['s', 't'], ['s', 'u'], ['t', 'u'], ['s', 't', 'u']].flatMap((tags) =>
  [null, 'x', 'y'].flatMap((tool) =>
    [null, 'c'].flatMap((capability) =>
      REQUESTS.filter((one) => one.tags.length === 0 && one.tool === null).map((one) => ({
        ...one,
        ...{ tags, tool, capability },
      })),
    ),
  ),
)

test.each([true, false])(
  'who-can: the rules of a grant are those that decide its requests (globs: %s)',
  (globs) => {
    fc.assert(
      fc.property(sides({ globs }), fc.constantFrom('*', 'POST', 'PROPFIND'), ([side], method) => {
        for (const grant of withRulesElsewhere(whoCan({ method, pattern: '*' }, side), side)) {
          const inGrant = EVERY.filter((request) => contains(grant as unknown as Region, request))
          const decided = sendersOf(grant, side).flatMap((bound) =>
            [...inGrant, grant.witness].flatMap((request) => decide(request, bound).because.map(placeOf)),
          )
          const told = [...grant.because, ...grant.elsewhere].map(placeOf)
          expect(told).toHaveLength(new Set(told).size)
          expect([...new Set(decided)].filter((place) => !told.includes(place))).toEqual([])
          // An inner wildcard matches URLs that the small world lacks.
          if (!globs) expect(told.filter((place) => !decided.includes(place))).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  },
)

function sendersOf({ agents, policies }: Grant, side: AccessSide): readonly (readonly BoundPolicy[])[] {
  if (agents.length > 0) return agents.map((agent) => policiesOf(side, agent))
  return policies.map((name) => [{ name, spec: side.policies.get(name) ?? { policies: [] } }])
}

function placeOf({ policy, rule }: { policy: string; rule: number }): string {
  return `${policy}#${rule}`
}

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
