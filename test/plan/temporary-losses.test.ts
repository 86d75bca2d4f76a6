/** What is lost on the way is told: held against plain reading of every state, for every agent and request. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { directionOf } from '../../src/access/compare/direction.ts'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import type { Region } from '../../src/access/model/region.ts'
import { orderWrites } from '../../src/plan/order-writes.ts'
import type { Phase } from '../../src/plan/plan.ts'
import { temporaryLossesOf } from '../../src/plan/temporary-losses.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { boundTo, contains, verdict } from '../access/oracle.ts'
import { anySpec, spec } from '../support/builders/specs.ts'
import { UNIVERSE } from '../support/reliability/monitor.ts'
import { runs } from '../support/suite/soak.ts'

type Versions = readonly (readonly [before: Spec | null, after: Spec | null])[]

const AGENTS = new Map([
  ['default/both', ['p1', 'p2']],
  ['default/all', ['p1', 'p2', 'p3']],
  ['default/one', ['p1']],
])

function passageOf(versions: Versions, bindings: ReadonlyMap<string, readonly string[]> = AGENTS) {
  const side = (index: 0 | 1): AccessSide => ({
    policies: new Map(
      versions.flatMap((pair, at) => (pair[index] === null ? [] : [[`p${at + 1}`, pair[index]]])),
    ),
    bindings,
  })
  const steps = versions.flatMap(([before, after], at) =>
    isSameSpec(before, after)
      ? []
      : [{ policy: `p${at + 1}`, before, after, direction: directionOf(before, after) }],
  )
  return { before: side(0), after: side(1), phases: orderWrites(steps) }
}

/** Every state at the end of a phase but the last. */
function statesOf(before: AccessSide, phases: readonly Phase[]): readonly AccessSide[] {
  const policies = new Map(before.policies)
  return phases.slice(0, -1).map(({ writes }) => {
    for (const { policy, spec: of } of writes) {
      if (of === null) policies.delete(policy)
      else policies.set(policy, of)
    }
    return { policies: new Map(policies), bindings: before.bindings }
  })
}

const OUTCOME: Readonly<Record<string, number>> = { allow: 2, approval_required: 1 }

const REQUESTS = UNIVERSE.map((call) => ({ ...call, tool: null, capability: null }))

/** `agent METHOD url [tags]` of what old and new let through more of than some state between. */
function lostByReading({ before, after, phases }: ReturnType<typeof passageOf>) {
  return [...before.bindings.keys()].flatMap((agent) =>
    REQUESTS.filter((request) => {
      const at = (side: AccessSide): number =>
        OUTCOME[verdict(request, boundTo(side, agent), 'deny').vote] ?? 0
      const least = Math.min(at(before), at(after))
      return statesOf(before, phases).some((state) => at(state) < least)
    }).map((request) => ({ agent, request })),
  )
}

type Lost = ReturnType<typeof lostByReading>[number]

function isTold(temporaryLosses: readonly Region[], { agent, request }: Lost): boolean {
  return temporaryLosses.some((region) => region.agents.includes(agent) && contains(region, request))
}

test('an allow that moves from one policy to another is denied for a moment, and that is told', () => {
  const allow = spec('allow https://a.example/*')
  const rest = spec('allow https://b.example/*')
  const passage = passageOf(
    [
      [{ policies: [...allow.policies, ...rest.policies] }, rest],
      [rest, { policies: [...allow.policies, ...rest.policies] }],
    ],
    new Map([['default/bot', ['p1', 'p2']]]),
  )
  expect(temporaryLossesOf(passage)).toMatchObject([
    { agents: ['default/bot'], before: 'allow', after: 'deny', resource: 'https://a.example/*' },
  ])
})

test('whatever is lost on the way is told, and only what is lost is', () => {
  let lost = 0
  const version = fc.option(anySpec, { freq: 5 })
  const versions = fc.array(fc.tuple(version, version), { minLength: 2, maxLength: 3 })
  fc.assert(
    fc.property(versions, (of) => {
      const passage = passageOf(of)
      const temporaryLosses = temporaryLossesOf(passage)
      const isLost = new Set(lostByReading(passage).map((one) => JSON.stringify(one)))
      lost += isLost.size
      for (const agent of AGENTS.keys())
        for (const request of REQUESTS) {
          const one = { agent, request }
          if (isTold(temporaryLosses, one) !== isLost.has(JSON.stringify(one)))
            throw new Error(JSON.stringify({ ...one, temporaryLosses }, null, 1))
        }
    }),
    { numRuns: runs(150, 3_000) },
  )
  expect(lost).toBeGreaterThan(100)
})
