/** The order of writes holds for agents that are bound anew while a plan runs. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderWrites } from '../../src/plan/order-writes.ts'
import type { Phase, Step } from '../../src/plan/plan.ts'
import type { LiveWorkspace } from '../../src/workbench/read-live.ts'
import { spec } from '../support/builders/specs.ts'
import { anyVersions, type Versions } from '../support/reliability/monitored-apply.ts'
import { runs } from '../support/suite/soak.ts'
import { anyRebindings, anySets, applyRebound, type Rebinding } from './rebound-apply.ts'

const SAFE = { hole: null, isConverged: true, isThere: true, source: 'config' }

test('random plans open nothing for any agent, whatever its configuration becomes meanwhile', async () => {
  let rebound = 0
  const property = fc.asyncProperty(
    anyVersions,
    anySets,
    anyRebindings,
    async (versions, bound, rebindings) => {
      const outcome = await applyRebound(versions, { bound, rebindings })
      rebound += outcome.rebound
      expect(outcome).toMatchObject(SAFE)
    },
  )
  await fc.assert(property, { numRuns: runs(25, 2000) })
  expect(rebound).toBeGreaterThan(0)
})

describe('an order that believes the bindings that the plan was made with', () => {
  const X = 'https://a.example/x/*'
  const Z = 'https://b.example/*'
  /** p1 allows what p2 denies, and both let go of it. */
  const VERSIONS: Versions = [
    [spec(`allow ${X}`, `allow ${Z}`), spec(`allow ${Z}`)],
    [spec(`deny ${X}`, `allow ${Z}`), spec(`allow ${Z}`)],
  ]
  const APART = { a1: 0b01, a2: 0b10 }

  /** Policies that no agent has both of need no order; the last comes first. */
  const believing = (steps: readonly Step[], { bindings }: LiveWorkspace): readonly Phase[] => {
    const agentsOf = (step: Step | undefined) =>
      bindings.pairs.filter(({ policy }) => policy === step?.policy).map(({ agent }) => agent)
    const [first, second] = steps
    const isShared = agentsOf(first).some((agent) => agentsOf(second).includes(agent))
    return isShared ? orderWrites(steps) : steps.toReversed().flatMap((step) => orderWrites([step]))
  }
  const between = (before: number): Rebinding => ({ before, agent: 'a1', set: 0b11 })

  test('is fine for as long as the bindings stay', async () => {
    const outcome = await applyRebound(VERSIONS, { bound: APART, rebindings: [], order: believing })
    expect(outcome).toMatchObject(SAFE)
  })

  test('is caught where an agent gets the other policy between the writes; ours is not', async () => {
    const moments = [1, 2, 3, 4, 5, 6].map((before) => ({ bound: APART, rebindings: [between(before)] }))
    const theirs = await Promise.all(
      moments.map((moment) => applyRebound(VERSIONS, { ...moment, order: believing })),
    )
    expect(theirs.flatMap(({ hole }) => hole ?? [])).toContainEqual(
      expect.stringMatching(/^a1 with .*: GET https:\/\/a\.example\/x/),
    )
    const ours = await Promise.all(moments.map((moment) => applyRebound(VERSIONS, moment)))
    for (const outcome of ours) expect(outcome).toMatchObject(SAFE)
  })
})
