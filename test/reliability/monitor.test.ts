/** No state that an apply passes through lets a request through that neither the old nor the new policies do. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderWrites } from '../../src/plan/order-writes.ts'
import type { Phase, Step } from '../../src/plan/plan.ts'
import { spec } from '../support/builders/specs.ts'
import { anyVersions, applyMonitored, type Versions } from '../support/reliability/monitored-apply.ts'
import { DELAY } from '../support/reliability/run-on-emulator.ts'
import { runs } from '../support/suite/soak.ts'

const X = 'https://a.example/x/*'
const Y = 'https://a.example/y/*'
const Z = 'https://b.example/*'

const NAIVE_ORDER: Versions = [
  [spec(`allow ${X}`, `allow ${Z}`), spec(`allow ${Z}`)],
  [spec(`deny ${X}`, `allow ${Z}`), spec(`allow ${Z}`)],
]
const NO_ORDER: Versions = [
  [spec(`allow ${X}`, `deny ${Y}`), spec(`allow ${Z}`)],
  [spec(`deny ${X}`, `allow ${Y}`), spec(`allow ${Z}`)],
]

const SAFE = { hole: null, isConverged: true, isTrue: true }

const backwards = <Item>(items: readonly Item[]): readonly Item[] => items.toReversed()

/** All writes at once: neither order, nor barriers, nor the interim spec. */
function atOnce(steps: readonly Step[]): readonly Phase[] {
  return [
    {
      phase: 'release',
      writes: steps.flatMap((step) => orderWrites([step]).flatMap(({ writes }) => writes)),
    },
  ]
}

/** One write after the other, in an order that nobody thought about. */
function oneByOne(steps: readonly Step[]): readonly Phase[] {
  return [...steps].sort((a, b) => (a.policy < b.policy ? 1 : -1)).flatMap((step) => orderWrites([step]))
}

describe('the counterexamples', () => {
  test.each([
    ['a naive order', NAIVE_ORDER],
    ['no order at all', NO_ORDER],
  ])('%s: ours opens nothing, in any order inside a phase', async (_what, versions) => {
    for (const arrange of [<Item>(items: readonly Item[]) => items, backwards]) {
      expect(await applyMonitored(versions, { arrange })).toMatchObject(SAFE)
    }
  })

  test.each([
    ['a naive order', NAIVE_ORDER],
    ['no order at all', NO_ORDER],
  ])('%s: the monitor sees it', async (_what, versions) => {
    const found = await Promise.all([atOnce, oneByOne].map((order) => applyMonitored(versions, { order })))
    expect(found.some(({ hole }) => hole !== null)).toBe(true)
  })

  test.each([1, 2, 3])('cut off before write %i, and run again', async (dieAt) => {
    for (const versions of [NAIVE_ORDER, NO_ORDER]) {
      expect(await applyMonitored(versions, { dieAt })).toMatchObject(SAFE)
    }
  })
})

/** The writes of each phase in an order of their own. */
const shuffled = fc.array(fc.nat(), { minLength: 8, maxLength: 8 }).map(
  (keys) =>
    <Item>(items: readonly Item[]): readonly Item[] =>
      items
        .map((item, index) => ({ item, key: keys[index % keys.length] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
)

const inAnyOrder = fc.record(
  { arrange: shuffled, dieAt: fc.integer({ min: 1, max: 6 }), turnsBack: fc.boolean() },
  { requiredKeys: [], noNullPrototype: true },
)

/** 30 % of the answers; what is delayed is delayed for longer than an answer is waited for. */
const FAULTS = `429:5%,500:5%,503:5%,drop-before:5%,drop-after:5%,delay:5%,delay-ms=${DELAY},retry-after=1`

describe('random plans', () => {
  test('open nothing, in any order inside a phase, cut off anywhere and run again, forwards or back', async () => {
    const property = fc.asyncProperty(anyVersions, inAnyOrder, async (versions, options) => {
      expect(await applyMonitored(versions, options)).toMatchObject(SAFE)
    })
    await fc.assert(property, { numRuns: runs(40, 5000) })
  })

  test('open nothing under random faults either, cut off or not, arrive, and say nothing that is not so', async () => {
    const property = fc.asyncProperty(anyVersions, inAnyOrder, fc.nat(), async (versions, options, seed) => {
      const faults = `${FAULTS},seed=${seed}`
      expect(await applyMonitored(versions, { ...options, faults })).toMatchObject(SAFE)
    })
    await fc.assert(property, { numRuns: runs(15, 2000) })
  })

  test.each<[string, (steps: readonly Step[]) => readonly Phase[]]>([
    ['the order and the interim spec are', atOnce],
    ['the interim spec is', oneByOne],
  ])('are caught when %s taken out', async (_what, order) => {
    const property = fc.asyncProperty(anyVersions, async (versions) => {
      return (await applyMonitored(versions, { order })).hole === null
    })
    expect((await fc.check(property, { numRuns: 2000 })).failed).toBe(true)
  })
})
